namespace Leap.Settings;

/// <summary>How people sign in, and what protects it.</summary>
public sealed record AccessSettings
{
    /// <summary>
    /// File with the certificate and its RSA private key (PKCS#12 or PEM) that encrypts the keys in the database; empty: they lie there
    /// as they are.
    /// </summary>
    public string KeyCertificate { get; init; } = "";

    /// <summary>Files of certificates that encrypted keys before, separated by `;`; they decrypt only.</summary>
    public string RetiredKeyCertificates { get; init; } = "";

    /// <summary>File with the passwords of these files, one a line, each of which is tried; empty: they have none.</summary>
    public string KeyCertificatePasswordFile { get; init; } = "";

    /// <summary>
    /// Forms that one network may send to one of the sign-in pages in a minute; an office that shares one address may need more.
    /// </summary>
    public int PostsPerMinute { get; init; } = 20;

    public OpenIdSettings OpenId { get; init; } = new();
}
