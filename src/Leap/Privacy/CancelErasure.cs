using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>Calls an erasure off while it is not carried out: the person themselves, or a manager.</summary>
public sealed class CancelErasure(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NothingAsked,
    }

    public async Task<Outcome<Erasure, Refusal>> RunAsync(long personId, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var erasure = await db.Erasures.FirstOrDefaultAsync(
            e => e.PersonId == personId && e.CancelledAt == null && e.DoneAt == null, cancel);
        if (erasure is null)
        {
            return Refusal.NothingAsked;
        }

        erasure.CancelledAt = calendar.Now;
        if (personId != actorId)
        {
            auditLog.Add(AskErasure.ToAudit(AuditAction.ErasureCancelled, erasure, actorId));
        }

        await write.CommitAsync(cancel);
        return erasure;
    }
}
