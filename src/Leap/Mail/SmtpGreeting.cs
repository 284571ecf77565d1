using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Asks the server, before any mail is sent, what the client will not complain about itself: that it offers TLS, a way to sign in that the
/// client speaks, and that it takes this user. Otherwise mail would go out unauthenticated without a word.
/// </summary>
internal static class SmtpGreeting
{
    public const int CheckSeconds = 10;

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Null when mails can be handed over.</summary>
    public static async Task<SmtpFault?> FindFaultAsync(MailSettings mail, TimeProvider clock, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(CheckSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var server = $"The mail server {mail.Host}:{mail.Port}";
        try
        {
            return await AskAsync(mail, server, either.Token);
        }
        catch (AuthenticationException fault)
        {
            return new(TryReason.Insecure, $"{server} shows a certificate that can't be trusted: {fault.Message}");
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return new(TryReason.Unreachable, $"{server} can't be reached: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(TryReason.Silent, $"{server} did not answer within {CheckSeconds} seconds.");
        }
    }

    private static async Task<SmtpFault?> AskAsync(MailSettings mail, string server, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(mail.Host, mail.Port, cancel);
        await using var plain = socket.GetStream();
        await OffersAsync(plain, command: null, cancel);
        var offers = await OffersAsync(plain, "EHLO localhost", cancel);
        if (IsLoopback(mail.Host))
        {
            return await SignInAsync(plain, offers, mail, server, cancel) ?? await LeaveAsync(plain, cancel);
        }

        if (!offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
        {
            return new(TryReason.Insecure, $"{server} offers no STARTTLS; mail leaves without TLS on the loopback address only.");
        }

        await OffersAsync(plain, "STARTTLS", cancel);
        await using var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = mail.Host }, cancel);
        offers = await OffersAsync(secure, "EHLO localhost", cancel);
        return await SignInAsync(secure, offers, mail, server, cancel) ?? await LeaveAsync(secure, cancel);
    }

    /// <summary>Politely, but what the server says to it means nothing any more.</summary>
    private static async Task<SmtpFault?> LeaveAsync(Stream stream, CancellationToken cancel)
    {
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancel);
        return null;
    }

    /// <summary>
    /// A client that is refused here would go on unauthenticated, so this signs in once to see, in the client's own words: some servers
    /// know the mechanism in capitals only.
    /// </summary>
    private static async Task<SmtpFault?> SignInAsync(
        Stream stream, IReadOnlyList<string> offers, MailSettings mail, string server, CancellationToken cancel)
    {
        if (mail.User.Length == 0)
        {
            return null;
        }

        var isSpoken = offers.Any(o => o.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)
            && o.Split(' ', '=').Contains("LOGIN", StringComparer.OrdinalIgnoreCase));
        if (!isSpoken)
        {
            return new(TryReason.SignInRefused, $"{server} offers no AUTH LOGIN, so mail would leave without signing in as {mail.User}.");
        }

        var said = "";
        foreach (var line in (string[])[$"AUTH login {Base64(mail.User)}", Base64(mail.Password)])
        {
            said = (await AnswerAsync(stream, line, cancel))[^1];
            if (said[0] is not ('2' or '3'))
            {
                return new(TryReason.SignInRefused, $"{server} does not let {mail.User} sign in: {said}");
            }
        }

        return null;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The lines of a positive answer, without their status and the first, which names the server.</summary>
    private static async Task<IReadOnlyList<string>> OffersAsync(Stream stream, string? command, CancellationToken cancel)
    {
        var lines = await AnswerAsync(stream, command, cancel);
        return lines[^1][0] == '2' ? [.. lines.Skip(1).Select(l => l[4..])] : throw new IOException($"it answered '{lines[^1]}'");
    }

    private static async Task<IReadOnlyList<string>> AnswerAsync(Stream stream, string? command, CancellationToken cancel)
    {
        if (command is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancel);
        }

        var lines = new List<string>();
        while (true)
        {
            var line = (await LineAsync(stream, cancel)).PadRight(4);
            if (!char.IsAsciiDigit(line[0]))
            {
                throw new IOException($"it answered '{line}'");
            }

            lines.Add(line);
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

/// <param name="Sentence">For whoever runs this installation, in English.</param>
internal sealed record SmtpFault(TryReason Reason, string Sentence);
