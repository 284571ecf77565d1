using Leap.Data;
using Leap.Imports;
using Leap.Leaderboards;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.SignIn;

/// <summary>Whom the sign-in of Development offers.</summary>
internal static class DemoPeople
{
    /// <summary>Those of the staff who look at the programme from another side than its managers do.</summary>
    public static IEnumerable<StaffRole> OtherStaff => Enum.GetValues<StaffRole>().Where(role => role != StaffRole.Manager);

    public static string NameOf(StaffRole role) => Choices.Name(role);

    /// <summary>
    /// Someone with a story to show: the language's best seller of the season who is no admin, or the one of the staff who reads it.
    /// </summary>
    /// <param name="role">`seller`, `firm-admin`, or a role of the staff as <see cref="NameOf"/> writes it.</param>
    public static async Task<Person?> FindAsync(LeapDb db, string role, string language, CancellationToken cancel)
    {
        if (Choices.TryParse<StaffRole>(role, out var staff))
        {
            return await db.People.Where(p => p.Staff == staff && p.SuspendedAt == null)
                .OrderByDescending(p => p.Language == language).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        }

        if (role is not ("seller" or "firm-admin"))
        {
            return null;
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
