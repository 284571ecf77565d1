using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Keeps a firm's people from reporting sales until it is lifted; all else stays open to them.</summary>
public sealed class SuspendFirm(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchFirm,
        ReasonMissing,
        AlreadySuspended,
        NotSuspended,
    }

    public async Task<Outcome<Firm, Refusal>> RunAsync(long firmId, SuspensionReason? reason, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([firmId], cancel);
        var firm = await db.Firms.FirstOrDefaultAsync(f => f.Id == firmId && f.MergedIntoId == null, cancel);
        if (firm is null)
        {
            return Refusal.NoSuchFirm;
        }

        if (reason is null || !Enum.IsDefined(reason.Value))
        {
            return Refusal.ReasonMissing;
        }

        if (firm.SuspendedAt is not null)
        {
            return Refusal.AlreadySuspended;
        }

        (firm.SuspendedAt, firm.SuspendedFor) = (calendar.Now, reason);
        Record(firm, AuditAction.FirmSuspended, actorId);
        await write.CommitAsync(cancel);
        return firm;
    }

    public async Task<Outcome<Firm, Refusal>> LiftAsync(long firmId, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([firmId], cancel);
        var firm = await db.Firms.FirstOrDefaultAsync(f => f.Id == firmId && f.MergedIntoId == null, cancel);
        if (firm is null)
        {
            return Refusal.NoSuchFirm;
        }

        if (firm.SuspendedAt is null)
        {
            return Refusal.NotSuspended;
        }

        (firm.SuspendedAt, firm.SuspendedFor) = (null, null);
        Record(firm, AuditAction.FirmReinstated, actorId);
        await write.CommitAsync(cancel);
        return firm;
    }

    private void Record(Firm firm, AuditAction action, long actorId)
    {
        var isSuspended = firm.SuspendedAt is not null;
        auditLog.Add(new AuditEntry(action, AuditObject.Firm, firm.Id)
        {
            ActorId = actorId,
            Label = firm.Code,
            Before = [(AuditField.Suspended, !isSuspended)],
            After = [(AuditField.Suspended, isSuspended)],
            Reason = firm.SuspendedFor?.ToString(),
        });
    }
}
