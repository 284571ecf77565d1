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
    /// <summary>Seconds after which a try is cut off; its outcome is then unknown, and it counts as "later".</summary>
    public const int SendSeconds = 30;

    /// <summary>Seconds that a connection is kept, however busy.</summary>
    private const int ClientSeconds = 60;

    private readonly ConcurrentBag<Connection> idle = [];
    private volatile bool isKnownToSignIn = settings.Mail.User.Length == 0;

    public async Task<Delivery> SendAsync(MailMessage mail, CancellationToken cancel)
    {
        if (!isKnownToSignIn && await CheckAsync(cancel) is { } reason)
        {
            return new Delivery(TryResult.Later, reason);
        }

        isKnownToSignIn = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(SendSeconds));
        var connection = Take();
        try
        {
            await connection.Client.SendMailAsync(mail, limit.Token);
            idle.Add(connection);
            return new Delivery(TryResult.Sent, "");
        }
        catch (SmtpException refusal)
        {
            connection.Client.Dispose();
            return Answer(refusal);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            connection.Client.Dispose();
            return new Delivery(TryResult.Later, $"No answer within {SendSeconds} seconds.");
        }
        catch
        {
            connection.Client.Dispose();
            throw;
        }
    }

    public Task<string?> CheckAsync(CancellationToken cancel) => SmtpGreeting.CheckAsync(settings.Mail, cancel);

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Client.Dispose();
        }
    }

    /// <summary>
    /// Only a refusal of this mail or its recipient is final. All else, wrong credentials included, is the server's state and may be over
    /// at the next try.
    /// </summary>
    private static Delivery Answer(SmtpException refusal)
    {
        var isFinal = refusal.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed
            or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.ExceededStorageAllocation or SmtpStatusCode.TransactionFailed
            or SmtpStatusCode.SyntaxError;
        var status = refusal.StatusCode == SmtpStatusCode.GeneralFailure ? "" : $"{(int)refusal.StatusCode} ";
        return new Delivery(isFinal ? TryResult.Failed : TryResult.Later, status + (refusal.InnerException?.Message ?? refusal.Message));
    }

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
