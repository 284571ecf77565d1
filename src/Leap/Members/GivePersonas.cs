using Leap.Audit;
using Leap.Data;
using Leap.Programmes;

namespace Leap.Members;

/// <summary>Gives a member of a firm these personas and no others.</summary>
public sealed class GivePersonas(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchMember,
        UnknownPersona,
        LastAdmin,
    }

    /// <param name="key">The membership, and the firm that it must be of.</param>
    public async Task<Outcome<Membership, Refusal>> RunAsync(
        (long FirmId, long MembershipId) key, Personas personas, long actorId, CancellationToken cancel)
    {
        if ((personas & ~Permissions.AllPersonas) != Personas.None)
        {
            return Refusal.UnknownPersona;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([key.FirmId], cancel);
        if (await db.FindCurrentAsync(key, calendar.Today, cancel) is not { } membership)
        {
            return Refusal.NoSuchMember;
        }

        if ((personas & Personas.FirmAdmin) == Personas.None && await db.IsLastAdminAsync(membership, cancel))
        {
            return Refusal.LastAdmin;
        }

        if (membership.Personas != personas)
        {
            auditLog.Add(new AuditEntry(AuditAction.PersonasGiven, AuditObject.Person, membership.PersonId)
            {
                ActorId = actorId,
                Before = [(AuditField.Personas, membership.Personas)],
                After = [(AuditField.Personas, personas), (AuditField.Firm, membership.FirmId)],
            });
            membership.Personas = personas;
        }

        await write.CommitAsync(cancel);
        return membership;
    }
}
