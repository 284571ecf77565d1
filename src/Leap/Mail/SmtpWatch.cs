using Leap.Settings;

namespace Leap.Mail;

/// <summary>
/// Remembers for a while what <see cref="SmtpGreeting"/> found, so that mails by the hundred neither go unauthenticated to a server that
/// has changed nor each ask one that is down.
/// </summary>
internal sealed class SmtpWatch(MailSettings mail, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turn = new(1);
    private (long AskedAt, SmtpFault? Fault)? latest;

    /// <summary>Null where there is nothing to guard: in the clear and without a sign-in, the client says all that goes wrong.</summary>
    public async Task<SmtpFault?> FindFaultAsync(CancellationToken cancel)
    {
        if (mail.User.Length == 0 && SmtpGreeting.IsLoopback(mail.Host))
        {
            return null;
        }

        await turn.WaitAsync(cancel);
        try
        {
            if (latest is not { } known || clock.GetElapsedTime(known.AskedAt) >= (known.Fault is null ? GoodFor : BadFor))
            {
                latest = known = (clock.GetTimestamp(), await AskAsync(cancel));
            }

            return known.Fault;
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<SmtpFault?> AskAsync(CancellationToken cancel) => SmtpGreeting.FindFaultAsync(mail, clock, cancel);

    public void Dispose() => turn.Dispose();
}
