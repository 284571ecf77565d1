using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Asks the server, before any mail is sent, what the client will not complain about itself: that it offers TLS, and a way to sign in
/// that the client speaks. Otherwise mail would go out unauthenticated without a word.
/// </summary>
internal static class SmtpGreeting
{
    private const int CheckSeconds = 10;

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    public static async Task<string?> CheckAsync(MailSettings mail, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(CheckSeconds));
        var server = $"The mail server {mail.Host}:{mail.Port}";
        try
        {
            return await AskAsync(mail, server, limit.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            return $"{server} can't be reached: {fault.Message}";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"{server} did not answer within {CheckSeconds} seconds.";
        }
    }

    private static async Task<string?> AskAsync(MailSettings mail, string server, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(mail.Host, mail.Port, cancel);
        await using var plain = socket.GetStream();
        await AnswerAsync(plain, command: null, cancel);
        var offers = await AnswerAsync(plain, "EHLO localhost", cancel);
        Stream stream = plain;
        if (!IsLoopback(mail.Host))
        {
            if (!offers.Any(o => o.StartsWith("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            {
                return $"{server} offers no STARTTLS; mail leaves without TLS on the loopback address only.";
            }

            await AnswerAsync(plain, "STARTTLS", cancel);
            var secure = new SslStream(plain);
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = mail.Host }, cancel);
            offers = await AnswerAsync(secure, "EHLO localhost", cancel);
            stream = secure;
        }

        await using (stream)
        {
            await AnswerAsync(stream, "QUIT", cancel);
        }

        var signsIn = offers.Any(o => o.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)
            && o.Split(' ', '=').Contains("LOGIN", StringComparer.OrdinalIgnoreCase));
        return mail.User.Length > 0 && !signsIn
            ? $"{server} offers no AUTH LOGIN, so mail would leave without signing in as {mail.User}."
            : null;
    }

    /// <summary>The lines of a positive answer without their status; throws when the answer is negative.</summary>
    private static async Task<IReadOnlyList<string>> AnswerAsync(Stream stream, string? command, CancellationToken cancel)
    {
        if (command is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancel);
        }

        var lines = new List<string>();
        while (true)
        {
            var line = await LineAsync(stream, cancel);
            if (line.Length < 4 || line[0] is not ('2' or '3'))
            {
                throw new IOException($"answered '{line}'");
            }

            lines.Add(line[4..]);
            if (line[3] != '-')
            {
                return lines;
            }
        }
    }

    /// <summary>Byte by byte, because what follows a line may already be TLS.</summary>
    private static async Task<string> LineAsync(Stream stream, CancellationToken cancel)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (line.Count < 1_000 && await stream.ReadAsync(next, cancel) == 1 && next[0] != '\n')
        {
            line.Add(next[0]);
        }

        return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
    }
}
