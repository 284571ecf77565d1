using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members.Invitations;

/// <summary>Takes an invitation back before it was accepted; its link is dead from then on.</summary>
public sealed class RevokeInvitation(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchInvitation,
        AlreadyAccepted,
        AlreadyRevoked,
    }

    /// <param name="firmId">Whose invitation it must be.</param>
    public async Task<Outcome<Invitation, Refusal>> RunAsync(long id, long firmId, long revokerId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var now = calendar.Now;
        var revoked = await db.Invitations
            .Where(i => i.Id == id && i.FirmId == firmId && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), cancel);
        var invitation = await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.FirmId == firmId, cancel);
        if (invitation is null || revoked == 0)
        {
            return invitation switch
            {
                null => Refusal.NoSuchInvitation,
                { AcceptedAt: not null } => Refusal.AlreadyAccepted,
                _ => Refusal.AlreadyRevoked,
            };
        }

        auditLog.Add(new AuditEntry(AuditAction.InvitationRevoked, AuditObject.Firm, firmId)
        {
            ActorId = revokerId,
            After = [(AuditField.Invitation, id)],
        });
        await write.CommitAsync(cancel);
        return invitation;
    }
}
