using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leap.Settings;

namespace Leap.Keys;

/// <summary>The certificates that the settings name for the keys in the database.</summary>
/// <param name="Current">Encrypts; null when keys are stored as they are.</param>
/// <param name="Retired">Decrypt what was encrypted before.</param>
public sealed record KeyCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> Retired)
{
    /// <summary>What is wrong with the files, each as a sentence that names the setting and the file.</summary>
    public static IReadOnlyList<string> Faults(LeapSettings settings)
    {
        var faults = new List<string>();
        ReadInto(settings.Access, faults);
        return faults;
    }

    /// <summary>Throws when <see cref="Faults"/> finds any.</summary>
    public static KeyCertificates Read(LeapSettings settings)
    {
        var faults = new List<string>();
        var read = ReadInto(settings.Access, faults);
        return faults.Count == 0 ? read : throw new InvalidOperationException(string.Join(' ', faults));
    }

    private static KeyCertificates ReadInto(AccessSettings access, List<string> faults)
    {
        var passwords = Passwords(access, faults);
        var current = access.KeyCertificate.Length == 0
            ? null
            : Open("Leap__Access__KeyCertificate", access.KeyCertificate, passwords, faults);
        var retired = access.RetiredKeyCertificates
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(path => Open("Leap__Access__RetiredKeyCertificates", path, passwords, faults));
        return new KeyCertificates(current, [.. retired.OfType<X509Certificate2>()]);
    }

    private static string?[] Passwords(AccessSettings access, List<string> faults)
    {
        if (access.KeyCertificatePasswordFile.Length == 0)
        {
            return [null];
        }

        try
        {
            return [.. File.ReadAllLines(access.KeyCertificatePasswordFile), null];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"Leap__Access__KeyCertificatePasswordFile can't be read: {e.Message}");
            return [null];
        }
    }

    /// <summary>Tries each password; null, and a fault, when none opens the file or it holds no RSA private key.</summary>
    private static X509Certificate2? Open(string setting, string path, string?[] passwords, List<string> faults)
    {
        var why = "";
        foreach (var password in passwords)
        {
            try
            {
                var certificate = Load(path, password);
                if (certificate.GetRSAPrivateKey() is not null)
                {
                    return certificate;
                }

                certificate.Dispose();
                why = "it holds no RSA private key.";
                break;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                why = e.Message;
            }
        }

        faults.Add($"{setting} can't be used: {path}: {why}");
        return null;
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        var isPem = File.ReadLines(path).Take(50).Any(line => line.StartsWith("-----BEGIN", StringComparison.Ordinal));
        return (isPem, password) switch
        {
            (false, _) => X509CertificateLoader.LoadPkcs12FromFile(path, password),
            (true, null) => X509Certificate2.CreateFromPemFile(path),
            _ => X509Certificate2.CreateFromEncryptedPemFile(path, password),
        };
    }
}
