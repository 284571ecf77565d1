using Leap.Keys;
using Leap.Settings;

namespace Leap.Tests.Keys;

public sealed class KeyCertificatesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("leap-test-").FullName;

    [Fact]
    public void None_is_no_fault()
    {
        Assert.Empty(KeyCertificates.Faults(new LeapSettings()));
        Assert.Null(KeyCertificates.Read(new LeapSettings()).Current);
    }

    [Fact]
    public void Both_formats_open_with_a_password_that_is_not_the_first_line()
    {
        var settings = new LeapSettings
        {
            Access = new AccessSettings
            {
                KeyCertificate = CertificateFile.Pkcs12(folder, "second"),
                RetiredKeyCertificates = $"{CertificateFile.Pem(folder)}; {CertificateFile.Pkcs12(folder)}",
                KeyCertificatePasswordFile = CertificateFile.Text(folder, "first\nsecond\n"),
            },
        };

        var read = KeyCertificates.Read(settings);

        Assert.True(read.Current!.HasPrivateKey);
        Assert.Equal(2, read.Retired.Count);
    }

    [Fact]
    public void A_file_that_is_missing_is_named_with_its_setting() =>
        AssertFault("Leap__Access__KeyCertificate can't be used", Path.Combine(folder, "missing.pfx"));

    [Fact]
    public void A_wrong_password_is_a_fault() =>
        AssertFault("Leap__Access__KeyCertificate can't be used", CertificateFile.Pkcs12(folder, "secret"));

    [Fact]
    public void A_certificate_without_its_private_key_is_a_fault() =>
        AssertFault("no RSA private key", CertificateFile.WithoutPrivateKey(folder));

    [Fact]
    public void A_private_key_that_is_not_RSA_is_a_fault() =>
        AssertFault("no RSA private key", CertificateFile.WithoutRsa(folder));

    [Fact]
    public void A_file_of_something_else_is_a_fault() =>
        AssertFault("Leap__Access__KeyCertificate can't be used", CertificateFile.Text(folder, "hello"));

    [Fact]
    public void A_password_file_that_is_missing_is_a_fault()
    {
        var settings = new LeapSettings { Access = new AccessSettings { KeyCertificatePasswordFile = Path.Combine(folder, "missing") } };

        Assert.Contains(
            "Leap__Access__KeyCertificatePasswordFile", Assert.Single(KeyCertificates.Faults(settings)), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertFault(string words, string path)
    {
        var settings = new LeapSettings { Access = new AccessSettings { KeyCertificate = path } };

        Assert.Contains(words, Assert.Single(KeyCertificates.Faults(settings)), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => KeyCertificates.Read(settings));
    }
}
