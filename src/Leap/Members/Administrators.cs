using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>The programme always keeps somebody who can give roles.</summary>
internal static class Administrators
{
    /// <summary>Changes to them come one after the other, so that two can't remove each other at once.</summary>
    public static async Task LockAdministratorsAsync(this LeapDb db, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM people WHERE staff = {nameof(StaffRole.Administrator)} ORDER BY id FOR NO KEY UPDATE", cancel);
        }
    }

    public static async Task<bool> IsLastAdministratorAsync(this LeapDb db, Person person, CancellationToken cancel) =>
        person is { Staff: StaffRole.Administrator, SuspendedAt: null }
        && !await db.People.AnyAsync(p => p.Id != person.Id && p.Staff == StaffRole.Administrator && p.SuspendedAt == null, cancel);

    /// <summary>What is done to an account of the staff is for who gives roles; anybody else's account is for managers too.</summary>
    public static async Task<bool> MayManageAsync(this LeapDb db, Person person, long actorId, CancellationToken cancel) =>
        person.Staff is null
        || (await db.People.Where(p => p.Id == actorId).Select(p => p.Staff).FirstOrDefaultAsync(cancel) is { } role
            && Permissions.Of(role).Contains(Permission.ManageStaff));
}
