using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// The new employer agrees that a colleague redeems here what they earned at another firm (A1). Nobody agrees to their own.
/// </summary>
public sealed class ConsentToMember(LeapDb db, Outbox outbox, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchMember,
        OwnMembership,
        NotNeeded,
    }

    /// <summary>The memberships that wait for their firm's consent.</summary>
    public static IQueryable<Membership> Waiting(LeapDb db)
    {
        var earlier = db.Memberships;
        return db.Memberships.Where(m => m.ConsentedAt == null)
            .Where(m => earlier.Any(e => e.PersonId == m.PersonId && e.FirmId != m.FirmId && e.FromOn < m.FromOn));
    }

    /// <param name="key">The membership, and the firm that it must be of.</param>
    public async Task<Outcome<Membership, Refusal>> RunAsync(
        (long FirmId, long MembershipId) key, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockFirmsAsync([key.FirmId], cancel);
        if (await db.FindCurrentAsync(key, calendar.Today, cancel) is not { } membership)
        {
            return Refusal.NoSuchMember;
        }

        if (membership.PersonId == actorId)
        {
            return Refusal.OwnMembership;
        }

        if (!await Waiting(db).AnyAsync(m => m.Id == membership.Id, cancel))
        {
            return Refusal.NotNeeded;
        }

        (membership.ConsentedAt, membership.ConsentedById) = (calendar.Now, actorId);
        auditLog.Add(new AuditEntry(AuditAction.MemberConsented, AuditObject.Person, membership.PersonId)
        {
            ActorId = actorId,
            After = [(AuditField.Firm, membership.FirmId)],
        });
        await TellAsync(membership, cancel);
        await write.CommitAsync(cancel);
        return membership;
    }

    private async Task TellAsync(Membership membership, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == membership.PersonId, cancel);
        var firm = await db.Firms.Where(f => f.Id == membership.FirmId).Select(f => f.Name).SingleAsync(cancel);
        var mail = new RequestAnsweredMail
        {
            Name = person.Name,
            Topic = RequestTopic.EmployerConsent,
            IsYes = true,
            About = firm,
            AskedOn = membership.FromOn,
            Path = "/points",
        };
        outbox.Owe(mail, person.ToRecipient(), FormattableString.Invariant($"request-answered/consent/{membership.Id}"));
    }
}
