using System.Net.Mail;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Writes each mail to a file <c>{DataFolder}/mail/{message id}.eml</c>. The file appears whole or not at all, and the same message
/// overwrites its own file, so a repeated try leaves one.
/// </summary>
public sealed class MailFiles(LeapSettings settings) : IMailTransport
{
    private readonly string folder = Folder(settings);

    public static string Folder(LeapSettings settings) => Path.GetFullPath(Path.Combine(settings.DataFolder, "mail"));

    public async Task<Delivery> SendAsync(MailMessage mail, CancellationToken cancel)
    {
        var name = mail.Headers["Message-ID"]!.Trim('<', '>').Split('@')[0] + ".eml";
        var own = new DirectoryInfo(Path.Combine(folder, ".unfinished", Guid.NewGuid().ToString("N")));
        try
        {
            own.Create();
            var written = await WriteAsync(mail, own, cancel);
            File.Move(written, Path.Combine(folder, name), overwrite: true);
            own.Delete(recursive: true);
            return new Delivery(TryResult.Sent, name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SmtpException)
        {
            return Delivery.Later(TryReason.NotWritten, fault.InnerException?.Message ?? fault.Message);
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"{Guid.NewGuid():N}.check");
            await File.WriteAllTextAsync(probe, "", cancel);
            File.Delete(probe);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"Mails can't be written to {folder}: {fault.Message}";
        }
    }

    /// <summary>The very bytes that SMTP would carry: the client writes them to a folder, below two headers of envelope that go.</summary>
    private static async Task<string> WriteAsync(MailMessage mail, DirectoryInfo own, CancellationToken cancel)
    {
        using var client = new SmtpClient
        {
            DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
            PickupDirectoryLocation = own.FullName,
        };
        await client.SendMailAsync(mail, cancel);
        var content = await File.ReadAllBytesAsync(own.EnumerateFiles().Single().FullName, cancel);
        var from = EnvelopeLength(content);

        var path = Path.Combine(own.FullName, "whole");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await file.WriteAsync(content.AsMemory(from), cancel);
        file.Flush(flushToDisk: true);
        return path;
    }

    /// <summary>A long name is folded: its header goes on in lines that begin with a space.</summary>
    private static int EnvelopeLength(ReadOnlySpan<byte> content)
    {
        var length = 0;
        while (content[length..] is var rest
            && (rest.StartsWith("X-Sender:"u8) || rest.StartsWith("X-Receiver:"u8) || (length > 0 && rest.StartsWith(" "u8))))
        {
            length += rest.IndexOf((byte)'\n') + 1;
        }

        return length;
    }
}
