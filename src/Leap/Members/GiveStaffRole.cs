using Leap.Audit;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Gives a person a role in the programme's staff, or takes it. Nobody changes their own; the last administrator stays.</summary>
public sealed class GiveStaffRole(LeapDb db, AuditLog auditLog)
{
    public enum Refusal
    {
        NoSuchPerson,
        OwnRole,
        UnknownRole,
        LastAdministrator,
    }

    /// <param name="role">Null takes whatever role there is.</param>
    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, StaffRole? role, long actorId, CancellationToken cancel)
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
            return Refusal.OwnRole;
        }

        if (role is { } wanted && !Enum.IsDefined(wanted))
        {
            return Refusal.UnknownRole;
        }

        if (role != StaffRole.Administrator && await db.IsLastAdministratorAsync(person, cancel))
        {
            return Refusal.LastAdministrator;
        }

        if (person.Staff != role)
        {
            auditLog.Add(new AuditEntry(AuditAction.StaffRoleGiven, AuditObject.Person, personId)
            {
                ActorId = actorId,
                Before = [(AuditField.Role, person.Staff)],
                After = [(AuditField.Role, role)],
            });
            person.Staff = role;
        }

        await write.CommitAsync(cancel);
        return person;
    }
}
