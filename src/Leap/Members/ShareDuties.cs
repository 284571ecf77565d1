using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Lets everyone at a firm do everything, or only what their personas allow.</summary>
public sealed class ShareDuties(LeapDb db, AuditLog auditLog)
{
    public async Task RunAsync(long firmId, bool isForEveryone, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([firmId], cancel);
        var firm = await db.Firms.SingleAsync(f => f.Id == firmId, cancel);
        if (firm.EveryoneMayDoAll != isForEveryone)
        {
            auditLog.Add(new AuditEntry(AuditAction.DutiesShared, AuditObject.Firm, firmId)
            {
                ActorId = actorId,
                Label = firm.Code,
                Before = [(AuditField.EveryoneMayDoAll, firm.EveryoneMayDoAll)],
                After = [(AuditField.EveryoneMayDoAll, isForEveryone)],
            });
            firm.EveryoneMayDoAll = isForEveryone;
        }

        await write.CommitAsync(cancel);
    }
}
