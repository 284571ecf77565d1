using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members.Invitations;

/// <summary>Mails an invitation that nobody has accepted once more; from then on only the new link works.</summary>
public sealed class SendInvitationAgain(LeapDb db, InvitationLetters letters, AuditLog auditLog, Calendar calendar)
{
    /// <summary>Between two mails of one invitation.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public enum Refusal
    {
        NoSuchInvitation,
        AlreadyAccepted,
        Revoked,
        TooSoon,
        SentOftenEnough,
    }

    /// <param name="firmId">Whose invitation it must be.</param>
    public async Task<Outcome<Invitation, Refusal>> RunAsync(long id, long firmId, long senderId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Invitations.FirstOrDefaultAsync(i => i.Id == id && i.FirmId == firmId, cancel) is not { } invitation)
        {
            return Refusal.NoSuchInvitation;
        }

        Refusal? refusal = invitation switch
        {
            { AcceptedAt: not null } => Refusal.AlreadyAccepted,
            { RevokedAt: not null } => Refusal.Revoked,
            { Sendings: >= Invitation.SendingsMax } => Refusal.SentOftenEnough,
            _ when calendar.Now < invitation.SentAt + Pause => Refusal.TooSoon,
            _ => null,
        };
        if (refusal is { } why)
        {
            return why;
        }

        await letters.SendAgainAsync(invitation, cancel);
        auditLog.Add(new AuditEntry(AuditAction.InvitationSentAgain, AuditObject.Firm, firmId)
        {
            ActorId = senderId,
            After = [(AuditField.Invitation, id)],
        });
        await write.CommitAsync(cancel);
        return invitation;
    }
}
