using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Notes that someone is to be erased (A4): by their own wish, or asked of a manager. It is carried out after the cooling-off, or soon when
/// a manager says at once. Points, an open redemption and a debt don't stand in its way; the page says what becomes of them.
/// </summary>
public sealed class AskErasure(LeapDb db, Outbox outbox, AuditLog auditLog, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        NoSuchPerson,
        AskedAlready,
        LastManager,
        LastAdministrator,

        /// <summary>Who works for the programme asks for it themselves, or an administrator does.</summary>
        StaffByAdministrator,
        ReasonMissing,
    }

    /// <param name="actorId">The person, or a manager.</param>
    /// <param name="reason">Of a manager; a person needs none.</param>
    /// <param name="isAtOnce">Without cooling-off; a manager's to decide.</param>
    public async Task<Outcome<Erasure, Refusal>> RunAsync(
        long personId, long actorId, ErasureReason? reason, bool isAtOnce, CancellationToken cancel)
    {
        var isOwn = personId == actorId;
        if (!isOwn && reason is null or ErasureReason.OwnWish)
        {
            return Refusal.ReasonMissing;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockAdministratorsAsync(cancel);
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.ErasedAt == null, cancel);
        if (person is null)
        {
            return Refusal.NoSuchPerson;
        }

        if (await db.Erasures.AnyAsync(e => e.PersonId == personId && e.CancelledAt == null && e.DoneAt == null, cancel))
        {
            return Refusal.AskedAlready;
        }

        if (!isOwn && !await db.MayManageAsync(person, actorId, cancel))
        {
            return Refusal.StaffByAdministrator;
        }

        if (person.Staff is StaffRole.Manager or StaffRole.Administrator && !await HasOtherAsync(person, cancel))
        {
            return person.Staff == StaffRole.Manager ? Refusal.LastManager : Refusal.LastAdministrator;
        }

        var now = calendar.Now;
        var erasure = new Erasure
        {
            PersonId = personId,
            AskedById = actorId,
            Reason = isOwn ? ErasureReason.OwnWish : reason!.Value,
            AskedAt = now,
            DueAt = isAtOnce && !isOwn ? now : now.AddDays(settings.Privacy.ErasureCoolingDays),
        };
        db.Erasures.Add(erasure);
        if (!isOwn)
        {
            auditLog.Add(ToAudit(AuditAction.ErasureAsked, erasure, actorId));
        }

        if (erasure.DueAt > now)
        {
            outbox.Owe(
                new ErasureAskedMail { Name = person.Name, DueAt = erasure.DueAt, Zone = calendar.ZoneName },
                person.ToRecipient(),
                $"erasure/{personId}/{now:O}");
        }

        await write.CommitAsync(cancel);
        return erasure;
    }

    /// <summary>Whether somebody stays who does the same; who waits to be erased does not.</summary>
    private Task<bool> HasOtherAsync(Person person, CancellationToken cancel)
    {
        var leaving = db.Erasures.Where(e => e.CancelledAt == null && e.DoneAt == null);
        return db.People.AnyAsync(
            p => p.Staff == person.Staff && p.Id != person.Id && p.SuspendedAt == null && !leaving.Any(e => e.PersonId == p.Id), cancel);
    }

    internal static AuditEntry ToAudit(AuditAction action, Erasure erasure, long actorId) =>
        new(action, AuditObject.Person, erasure.PersonId)
        {
            ActorId = actorId,
            After = [(AuditField.DueAt, erasure.DueAt)],
            Reason = erasure.Reason.ToString(),
        };
}
