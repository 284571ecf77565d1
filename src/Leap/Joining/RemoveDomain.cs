using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>Takes a domain from a firm's list: from then on nobody asks to join by it.</summary>
public sealed class RemoveDomain(LeapDb db, AuditLog auditLog)
{
    /// <returns>False when the firm has no such domain.</returns>
    public async Task<bool> RunAsync(long id, long firmId, long removerId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.FirmDomains.FirstOrDefaultAsync(d => d.Id == id && d.FirmId == firmId, cancel) is not { } domain)
        {
            return false;
        }

        db.Remove(domain);
        auditLog.Add(new AuditEntry(AuditAction.DomainRemoved, AuditObject.Firm, firmId)
        {
            ActorId = removerId,
            Before = [(AuditField.Domain, domain.Domain)],
        });
        await write.CommitAsync(cancel);
        return true;
    }
}
