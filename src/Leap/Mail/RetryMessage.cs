using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Mail;

/// <summary>Makes a message that was given up due at once, with all its tries before it again.</summary>
public sealed class RetryMessage(LeapDb db, Calendar calendar)
{
    public enum Refusal
    {
        NotFound,
        NotFailed,
    }

    public async Task<Outcome<long, Refusal>> RunAsync(long messageId, CancellationToken cancel)
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

        message.StartOver(calendar.Now);
        await write.CommitAsync(cancel);
        return messageId;
    }
}
