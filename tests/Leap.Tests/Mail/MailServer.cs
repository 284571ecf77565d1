using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Leap.Tests.Engines;

namespace Leap.Tests.Mail;

/// <summary>
/// Debian's aiosmtpd on a free port of the loopback address. It keeps each mail as a file; the user is leap, the password secret.
/// </summary>
internal sealed class MailServer : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("leap-mail-server-");
    private readonly Process process;

    private MailServer(bool isSecure)
    {
        Directory.CreateDirectory(Folder);
        var start = new ProcessStartInfo(Needs.MailServerPython, [Checkout.At("tests/Leap.Tests/Mail/keep_mails.py"), Folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (isSecure)
        {
            WriteCertificate();
            start.ArgumentList.Add(Path.Combine(home.FullName, "server.pem"));
        }

        process = Process.Start(start)!;
    }

    /// <summary>Reaches the loopback address under a name that says nothing of it, so that TLS is demanded.</summary>
    public static string Elsewhere => "0.0.0.0";

    public int Port { get; private set; }

    /// <summary>Where the mails lie, each as it came.</summary>
    public string Folder => Path.Combine(home.FullName, "mails");

    /// <summary>A file of the certificates that a program has to trust for this server.</summary>
    public string Roots => Path.Combine(home.FullName, "roots.pem");

    public static async Task<MailServer> StartAsync(bool isSecure = false)
    {
        var server = new MailServer(isSecure);
        server.Port = int.Parse(await server.process.StandardOutput.ReadLineAsync() ?? "0", CultureInfo.InvariantCulture);
        return server;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        home.Delete(recursive: true);
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(Elsewhere));
        var request = new CertificateRequest("CN=Leap's tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var from = FixedClock.Start().GetUtcNow().AddYears(-10);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(60));
        File.WriteAllText(Roots, certificate.ExportCertificatePem());
        File.WriteAllText(
            Path.Combine(home.FullName, "server.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
    }
}
