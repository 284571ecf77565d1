using Leap.Audit;
using Leap.Data;
using Leap.Programmes;

namespace Leap.Members;

/// <summary>
/// Ends a person's time at a firm with a last day. What they earned stays theirs, and from the day after they have the programme's days to
/// redeem it (A1).
/// </summary>
public sealed class EndMembership(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public const int DaysAheadMax = 366;

    public enum Refusal
    {
        NoSuchMember,
        EndsBeforeItBegan,
        EndsTooLate,
        LastAdmin,
    }

    /// <param name="key">The membership, and the firm that it must be of.</param>
    public async Task<Outcome<Membership, Refusal>> RunAsync(
        (long FirmId, long MembershipId) key, DateOnly lastOn, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([key.FirmId], cancel);
        if (await db.FindCurrentAsync(key, calendar.Today, cancel) is not { } membership)
        {
            return Refusal.NoSuchMember;
        }

        if (lastOn < membership.FromOn)
        {
            return Refusal.EndsBeforeItBegan;
        }

        if (lastOn > calendar.Today.AddDays(DaysAheadMax))
        {
            return Refusal.EndsTooLate;
        }

        if (await db.IsLastAdminAsync(membership, cancel))
        {
            return Refusal.LastAdmin;
        }

        auditLog.Add(new AuditEntry(AuditAction.MembershipEnded, AuditObject.Person, membership.PersonId)
        {
            ActorId = actorId,
            Before = [(AuditField.LastOn, membership.ToOn)],
            After = [(AuditField.LastOn, lastOn), (AuditField.Firm, membership.FirmId)],
        });
        membership.ToOn = lastOn;
        await write.CommitAsync(cancel);
        return membership;
    }
}
