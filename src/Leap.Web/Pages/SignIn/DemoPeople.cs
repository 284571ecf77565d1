using Leap.Data;
using Leap.Leaderboards;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.SignIn;

/// <summary>Whom the sign-in of Development offers.</summary>
internal static class DemoPeople
{
    /// <summary>
    /// Someone with a story to show: the language's best seller of the season who is no admin, or the manager who reads it.
    /// </summary>
    /// <param name="role">`seller`, `firm-admin` or `manager`.</param>
    public static async Task<Person?> FindAsync(LeapDb db, string role, string language, CancellationToken cancel)
    {
        if (string.Equals(role, "manager", StringComparison.Ordinal))
        {
            return await db.People.Where(p => p.Staff == StaffRole.Manager)
                .OrderByDescending(p => p.Language == language).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        }

        var wantsAdmin = string.Equals(role, "firm-admin", StringComparison.Ordinal);
        var scores = db.Scores;
        return await db.Memberships
            .Where(m => m.ToOn == null)
            .Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.Personas, Person = p })
            .Where(x => x.Person.Language == language && x.Person.SuspendedAt == null)
            .Where(x => ((x.Personas & Personas.FirmAdmin) != Personas.None) == wantsAdmin)
            .OrderByDescending(x => scores.Where(s => s.PersonId == x.Person.Id).Max(s => (long?)s.Selling) ?? 0)
            .ThenBy(x => x.Person.Id)
            .Select(x => x.Person)
            .FirstOrDefaultAsync(cancel);
    }
}
