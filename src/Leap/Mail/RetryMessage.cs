using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail;

/// <summary>Makes a message that was given up due at once, with all its tries before it again.</summary>
public sealed class RetryMessage(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NotFound,
        NotFailed,
        Declined,
    }

    /// <param name="personId">Who asks for it.</param>
    public async Task<Outcome<long, Refusal>> RunAsync(long messageId, long personId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId, cancel);
        if (message is null)
        {
            return Refusal.NotFound;
        }

        if (message.FailedAt is null)
        {
            return Refusal.NotFailed;
        }

        if (message.LastReason == TryReason.Declined)
        {
            return Refusal.Declined;
        }

        auditLog.Add(new AuditEntry(AuditAction.MessageRetried, AuditObject.Message, messageId)
        {
            ActorId = personId,
            Label = message.Kind,
            Before = [(AuditField.FailedAt, message.FailedAt), (AuditField.Tries, message.Tries)],
            After = [(AuditField.DueAt, calendar.Now), (AuditField.Tries, 0)],
        });
        message.StartOver(calendar.Now);
        await write.CommitAsync(cancel);
        return messageId;
    }
}
