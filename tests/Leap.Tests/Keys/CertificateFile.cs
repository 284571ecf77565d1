using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Leap.Tests.Keys;

/// <summary>Writes certificates of the tests' own making.</summary>
internal static class CertificateFile
{
    /// <summary>PKCS#12, with its private key.</summary>
    public static string Pkcs12(string folder, string? password = null)
    {
        using var key = RSA.Create(2048);
        using var certificate = Make(new CertificateRequest("CN=leap keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Write(folder, certificate.Export(X509ContentType.Pkcs12, password));
    }

    /// <summary>PEM: the certificate, then its private key.</summary>
    public static string Pem(string folder)
    {
        using var key = RSA.Create(2048);
        using var certificate = Make(new CertificateRequest("CN=leap keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Text(folder, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
    }

    public static string WithoutPrivateKey(string folder)
    {
        using var key = RSA.Create(2048);
        using var certificate = Make(new CertificateRequest("CN=leap keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        return Write(folder, bare.Export(X509ContentType.Pkcs12));
    }

    public static string WithoutRsa(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Make(new CertificateRequest("CN=leap keys", key, HashAlgorithmName.SHA256));
        return Write(folder, certificate.Export(X509ContentType.Pkcs12));
    }

    public static string Text(string folder, string text) => Write(folder, System.Text.Encoding.UTF8.GetBytes(text));

    private static X509Certificate2 Make(CertificateRequest request) => request.CreateSelfSigned(
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2046, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static string Write(string folder, byte[] content)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.file");
        File.WriteAllBytes(path, content);
        return path;
    }
}
