using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>The person and where they work.</summary>
internal static class MemberData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(Membership),
            "memberships",
            Fate.Kept,
            (db, id) =>
                from membership in db.Memberships
                join firm in db.Firms on membership.FirmId equals firm.Id
                where membership.PersonId == id
                orderby membership.FromOn
                select new { Firm = firm.Name, membership.Personas, membership.FromOn, membership.ToOn, membership.ConsentedAt },
            [nameof(Membership.PersonId), nameof(Membership.ConsentedById)])
            .Erases((db, leaver, cancel) => db.Memberships.Where(m => m.PersonId == leaver.PersonId && m.ToOn == null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, leaver.Today), cancel)),
        PersonalTable.Of(
            typeof(Person),
            "profile",
            Fate.Pseudonymised,
            (db, id) => db.People.Where(p => p.Id == id).Select(p => new
            {
                Number = p.Id,
                p.Name,
                p.LatinName,
                p.Email,
                p.UserName,
                p.PhoneNumber,
                p.Country,
                p.Language,
                p.TimeZone,
                p.BoardName,
                p.Alias,
                p.AreBadgesPublic,
                p.DeclinedMail,
                p.StatementRhythm,
                p.Staff,
                p.EnrolledOn,
                p.SuspendedAt,
                p.SuspendedFor,
                p.EmailConfirmed,
                p.TwoFactorEnabled,
                p.LockoutEnd,
            }),
            [
                nameof(Person.Name), nameof(Person.LatinName), nameof(Person.Alias), nameof(Person.AliasKey), nameof(Person.UserName),
                nameof(Person.NormalizedUserName), nameof(Person.Email), nameof(Person.NormalizedEmail), nameof(Person.PhoneNumber),
                nameof(Person.BoardName), nameof(Person.EmailConfirmed), nameof(Person.PhoneNumberConfirmed),
            ])
            .Erases((db, leaver, cancel) => db.People.Where(p => p.Id == leaver.PersonId).ExecuteUpdateAsync(
                set => set
                    .SetProperty(p => p.Name, leaver.Pseudonym)
                    .SetProperty(p => p.LatinName, (string?)null)
                    .SetProperty(p => p.Alias, (string?)null)
                    .SetProperty(p => p.AliasKey, (string?)null)
                    .SetProperty(p => p.TimeZone, (string?)null)
                    .SetProperty(p => p.DeclinedMail, "")
                    .SetProperty(p => p.BoardName, BoardName.Name)
                    .SetProperty(p => p.AreBadgesPublic, valueExpression: false)
                    .SetProperty(p => p.UserName, (string?)null)
                    .SetProperty(p => p.NormalizedUserName, (string?)null)
                    .SetProperty(p => p.Email, (string?)null)
                    .SetProperty(p => p.NormalizedEmail, (string?)null)
                    .SetProperty(p => p.EmailConfirmed, valueExpression: false)
                    .SetProperty(p => p.PhoneNumber, (string?)null)
                    .SetProperty(p => p.PhoneNumberConfirmed, valueExpression: false)
                    .SetProperty(p => p.PasswordHash, (string?)null)
                    .SetProperty(p => p.SecurityStamp, Guid.NewGuid().ToString("N"))
                    .SetProperty(p => p.ConcurrencyStamp, Guid.NewGuid().ToString("N"))
                    .SetProperty(p => p.TwoFactorEnabled, valueExpression: false)
                    .SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null)
                    .SetProperty(p => p.Staff, (StaffRole?)null)
                    .SetProperty(p => p.SuspendedAt, p => p.SuspendedAt ?? leaver.Now)
                    .SetProperty(p => p.ErasedAt, leaver.Now),
                cancel)),
    ];
}
