using System.Net.Mail;

namespace Leap.Mail;

/// <summary>The edge where mails leave: an SMTP server, or files. Safe for several callers at once.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Hands one mail over. Says what came of it instead of throwing, but for <see cref="OperationCanceledException"/>: nobody knows then.
    /// </summary>
    Task<Delivery> SendAsync(MailMessage mail, CancellationToken cancel);

    /// <summary>Null when mails can leave; else a sentence that says why not.</summary>
    Task<string?> CheckAsync(CancellationToken cancel);
}

/// <param name="Detail">The server's answer or the reason; empty when there is nothing to say.</param>
/// <param name="Reason">Null when it was sent.</param>
public sealed record Delivery(TryResult Result, string Detail, TryReason? Reason = null)
{
    public static Delivery Later(TryReason reason, string detail) => new(TryResult.Later, detail, reason);

    public static Delivery Failed(TryReason reason, string detail) => new(TryResult.Failed, detail, reason);
}
