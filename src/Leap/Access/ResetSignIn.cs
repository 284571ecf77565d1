using Leap.Audit;
using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Helps a person who has lost what they sign in with: their second factor, recovery codes and passkeys go, every session and every
/// mailed link ends. Password and address stay, so that who asks in their name gains nothing without these.
/// </summary>
public sealed class ResetSignIn(LeapDb db, SecurityNotices notices, AuditLog auditLog)
{
    public enum Refusal
    {
        NoSuchPerson,
        OwnAccount,

        /// <summary>Who works for the programme is helped by an administrator alone.</summary>
        StaffByAdministrator,
    }

    public async Task<Outcome<bool, Refusal>> RunAsync(long personId, long byId, ResetReason reason, CancellationToken cancel)
    {
        if (personId == byId)
        {
            return Refusal.OwnAccount;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.People.FirstOrDefaultAsync(p => p.Id == personId, cancel) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        var by = await db.People.AsNoTracking().FirstAsync(p => p.Id == byId, cancel);
        if (person.Staff is not null && !(by.Staff is { } role && Permissions.Of(role).Contains(Permission.ManageStaff)))
        {
            return Refusal.StaffByAdministrator;
        }

        await db.RemoveSecondFactorAsync(person, cancel);
        await db.Passkeys.Where(p => p.UserId == personId).ExecuteDeleteAsync(cancel);
        await db.Sessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.MailedLinks.Where(l => l.PersonId == personId && l.Purpose != LinkPurpose.UndoAddress).ExecuteDeleteAsync(cancel);
        notices.Owe(person, SecurityNotice.SignInReset);
        auditLog.Add(new AuditEntry(AuditAction.SignInReset, AuditObject.Person, personId)
        {
            ActorId = byId,
            Reason = reason.ToString(),
        });
        await write.CommitAsync(cancel);
        return true;
    }
}

/// <summary>Why a sign-in was reset; the names are stored.</summary>
public enum ResetReason
{
    LostDevice,
    StolenDevice,
    StrangeSignIn,
}
