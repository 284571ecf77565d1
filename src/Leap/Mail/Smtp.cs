using System.Collections.Concurrent;
using System.Net;
using System.Net.Mail;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Hands mails to an SMTP server. The framework's client speaks STARTTLS but not implicit TLS (port 465), knows AUTH LOGIN only, and does
/// not sign: DKIM is the server's work. It sends one mail at a time, so each caller takes a client of its own and puts it back.
/// </summary>
public sealed class Smtp(LeapSettings settings, TimeProvider clock) : IMailTransport, IDisposable
{
    /// <summary>Seconds after which a try is cut off.</summary>
    public const int SendSeconds = 30;

    /// <summary>Seconds that a connection is kept, however busy.</summary>
    private const int ClientSeconds = 60;

    /// <summary>Of the answers to a recipient, one that the framework knows no name for (RFC 7504).</summary>
    private const int DomainTakesNoMail = 556;

    private readonly ConcurrentBag<Connection> idle = [];
    private readonly SmtpWatch watch = new(settings.Mail, clock);

    public async Task<Delivery> SendAsync(MailMessage mail, CancellationToken cancel)
    {
        if (await watch.FindFaultAsync(cancel) is { } fault)
        {
            return Delivery.Later(fault.Reason, fault.Sentence);
        }

        var connection = Take();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(SendSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var delivery = await SendAsync(mail, connection.Client, either.Token);
        cancel.ThrowIfCancellationRequested();
        if (delivery.Result == TryResult.Sent && !either.IsCancellationRequested)
        {
            idle.Add(connection);
        }
        else
        {
            connection.Client.Dispose();
        }

        return delivery;
    }

    public async Task<string?> CheckAsync(CancellationToken cancel) => (await watch.AskAsync(cancel))?.Sentence;

    public void Dispose()
    {
        watch.Dispose();
        while (idle.TryTake(out var connection))
        {
            connection.Client.Dispose();
        }
    }

    /// <summary>
    /// A token does not reach the client while it waits for the answer to the data; only the end of its connection does.
    /// </summary>
    private static async Task<Delivery> SendAsync(MailMessage mail, SmtpClient client, CancellationToken cancel)
    {
        await using var abort = cancel.Register(client.Dispose);
        try
        {
            await client.SendMailAsync(mail, cancel);
            return new Delivery(TryResult.Sent, "");
        }
        catch (Exception fault) when (cancel.IsCancellationRequested)
        {
            return IsWhole(mail)
                ? Delivery.Later(TryReason.Doubtful, $"No answer within {SendSeconds} seconds. {Words(fault)}")
                : Delivery.Later(TryReason.Silent, $"No answer within {SendSeconds} seconds.");
        }
        catch (SmtpException refusal)
        {
            return Answer(mail, refusal);
        }
    }

    /// <summary>
    /// Only a final no to this mail or its recipient is final. All else, a sender that the server does not know included, is the server's
    /// state or ours, and may be over at the next try.
    /// </summary>
    private static Delivery Answer(MailMessage mail, SmtpException refusal)
    {
        var status = (int)refusal.StatusCode;
        var said = FormattableString.Invariant($"{status} {Words(refusal)}");
        return status switch
        {
            _ when IsSentToOthers(mail, refusal) => new Delivery(TryResult.Sent, said),
            < 400 when IsWhole(mail) => Delivery.Later(TryReason.Doubtful, Words(refusal)),
            < 400 => Delivery.Later(TryReason.Unreachable, Words(refusal)),
            < 500 => Delivery.Later(TryReason.PutOff, said),
            530 or 534 or 535 or 538 => Delivery.Later(TryReason.SignInRefused, said),
            DomainTakesNoMail => Delivery.Failed(TryReason.Refused, said),
            _ when refusal is SmtpFailedRecipientException || IsWhole(mail) => Delivery.Failed(TryReason.Refused, said),
            _ => Delivery.Later(TryReason.Refused, said),
        };
    }

    /// <summary>Some recipients were refused, and it went to the others: sending again would reach those twice.</summary>
    private static bool IsSentToOthers(MailMessage mail, SmtpException refusal) => refusal switch
    {
        SmtpFailedRecipientsException several => several.InnerExceptions.Length < mail.To.Count,
        SmtpFailedRecipientException => mail.To.Count > 1,
        _ => false,
    };

    /// <summary>Whether the client read the mail to its end, so that the server may have all of it.</summary>
    private static bool IsWhole(MailMessage mail) =>
        mail.AlternateViews.All(v => v.ContentStream.Position == v.ContentStream.Length);

    private static string Words(Exception fault) => fault.InnerException?.Message ?? fault.Message;

    private Connection Take()
    {
        while (idle.TryTake(out var connection))
        {
            if (clock.GetElapsedTime(connection.OpenedAt) < TimeSpan.FromSeconds(ClientSeconds))
            {
                return connection;
            }

            connection.Client.Dispose();
        }

        var client = new SmtpClient(settings.Mail.Host, settings.Mail.Port)
        {
            EnableSsl = !SmtpGreeting.IsLoopback(settings.Mail.Host),
            Credentials = settings.Mail.User.Length > 0 ? new NetworkCredential(settings.Mail.User, settings.Mail.Password) : null,
        };
        return new Connection(client, clock.GetTimestamp());
    }

    private sealed record Connection(SmtpClient Client, long OpenedAt);
}
