using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>Closes the books up to a day, for good: a report that was handed over stays true. What comes later is booked later.</summary>
public sealed class CloseBooks(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        /// <summary>Only a day that has ended can be closed.</summary>
        DayNotOver,
        ClosedAlready,
    }

    /// <param name="untilOn">The last day that is closed, in the programme's zone.</param>
    /// <param name="personId">Who closes.</param>
    public async Task<Outcome<Closing, Refusal>> RunAsync(DateOnly untilOn, long personId, CancellationToken cancel)
    {
        if (untilOn >= calendar.Today)
        {
            return Refusal.DayNotOver;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        await SealEntries.AwaitPostingsAsync(db, cancel);
        var last = await db.Closings.OrderByDescending(c => c.UntilOn).Select(c => (DateOnly?)c.UntilOn).FirstOrDefaultAsync(cancel);
        if (last >= untilOn)
        {
            return Refusal.ClosedAlready;
        }

        var closing = new Closing { UntilOn = untilOn, Zone = calendar.ZoneName, ClosedAt = calendar.Now, ClosedBy = personId };
        db.Closings.Add(closing);
        auditLog.Add(new AuditEntry(AuditAction.BooksClosed, AuditObject.Books, FormattableString.Invariant($"{untilOn:yyyy-MM-dd}"))
        {
            ActorId = personId,
            Before = last is null ? [] : [(AuditField.UntilOn, last)],
            After = [(AuditField.UntilOn, untilOn)],
        });
        await write.CommitAsync(cancel);
        return closing;
    }
}
