using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Keeps a person out until it is lifted: no sign-in, and an open session ends at its next request.</summary>
public sealed class SuspendPerson(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchPerson,
        Oneself,
        ReasonMissing,
        AlreadySuspended,
        NotSuspended,
        LastAdministrator,

        /// <summary>Who works for the programme is kept out, and let in again, by an administrator alone.</summary>
        StaffByAdministrator,
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, SuspensionReason? reason, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockAdministratorsAsync(cancel);
        var person = await db.People.FirstOrDefaultAsync(p => p.Id == personId, cancel);
        if (person is null)
        {
            return Refusal.NoSuchPerson;
        }

        if (personId == actorId)
        {
            return Refusal.Oneself;
        }

        if (!await db.MayManageAsync(person, actorId, cancel))
        {
            return Refusal.StaffByAdministrator;
        }

        if (reason is null || !Enum.IsDefined(reason.Value))
        {
            return Refusal.ReasonMissing;
        }

        if (person.SuspendedAt is not null)
        {
            return Refusal.AlreadySuspended;
        }

        if (await db.IsLastAdministratorAsync(person, cancel))
        {
            return Refusal.LastAdministrator;
        }

        (person.SuspendedAt, person.SuspendedFor) = (calendar.Now, reason);
        auditLog.Add(new AuditEntry(AuditAction.PersonSuspended, AuditObject.Person, personId)
        {
            ActorId = actorId,
            Before = [(AuditField.Suspended, false)],
            After = [(AuditField.Suspended, true)],
            Reason = reason.ToString(),
        });
        await write.CommitAsync(cancel);
        return person;
    }

    public async Task<Outcome<Person, Refusal>> LiftAsync(long personId, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var person = await db.People.FirstOrDefaultAsync(p => p.Id == personId, cancel);
        if (person is null)
        {
            return Refusal.NoSuchPerson;
        }

        if (!await db.MayManageAsync(person, actorId, cancel))
        {
            return Refusal.StaffByAdministrator;
        }

        if (person.SuspendedAt is null)
        {
            return Refusal.NotSuspended;
        }

        (person.SuspendedAt, person.SuspendedFor) = (null, null);
        auditLog.Add(new AuditEntry(AuditAction.PersonReinstated, AuditObject.Person, personId)
        {
            ActorId = actorId,
            Before = [(AuditField.Suspended, true)],
            After = [(AuditField.Suspended, false)],
        });
        await write.CommitAsync(cancel);
        return person;
    }
}
