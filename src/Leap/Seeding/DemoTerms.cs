using System.Net;
using Leap.Data;
using Leap.Members;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Seeding;

/// <summary>Publishes the terms that ship with the program on the season's first day; all people and firms have agreed.</summary>
internal static class DemoTerms
{
    private static readonly string[] Titles = ["CEO", "Managing Director", "Director of Sales"];

    public static async Task PublishAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeapDb>();
        if (await db.TermsVersions.AnyAsync(v => v.PublishedAt != null, cancel))
        {
            return;
        }

        var manager = await db.People.Where(p => p.Staff == StaffRole.Manager).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync(cancel);
        var draft = await services.GetRequiredService<DraftTerms>().RunAsync(cancel);
        var published = await services.GetRequiredService<PublishTerms>().RunAsync(draft.Number, SeasonShape.FirstOn, manager, cancel);
        await AcceptAsync(db, published.Value.Number, cancel);
    }

    private static async Task AcceptAsync(LeapDb db, int number, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var members = await db.Memberships.AsNoTracking()
            .Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.FirmId, m.Personas, m.FromOn, p.Id, p.Name, p.Language })
            .OrderBy(m => m.Id)
            .ToListAsync(cancel);
        var admins = members.Where(m => (m.Personas & Personas.FirmAdmin) != Personas.None).DistinctBy(m => m.FirmId).ToList();
        await db.InsertAsync(
            [
                .. members.Select(m => Yes(m.Id, m.Language, m.FromOn, firmId: null)),
                .. admins.Select(m =>
                {
                    var signed = Yes(m.Id, m.Language, m.FromOn, m.FirmId);
                    (signed.SignatoryName, signed.SignatoryTitle) = (m.Name, Titles[(int)(m.Id % Titles.Length)]);
                    return signed;
                }),
            ],
            cancel);
        await write.CommitAsync(cancel);

        TermsAcceptance Yes(long personId, string language, DateOnly fromOn, long? firmId) => new()
        {
            TermsNumber = number,
            PersonId = personId,
            FirmId = firmId,
            Language = language,
            AcceptedAt = Moment(personId, fromOn),
            NetworkAddress = new IPAddress([203, 0, 113, (byte)((personId % 250) + 1)]).ToString(),
        };
    }

    /// <summary>In the working hours of the first day on which they could.</summary>
    private static DateTime Moment(long personId, DateOnly fromOn)
    {
        var day = fromOn < SeasonShape.FirstOn ? SeasonShape.FirstOn : fromOn;
        return DateTime.SpecifyKind(day.ToDateTime(new TimeOnly(8, 0)), DateTimeKind.Utc).AddMinutes(personId % 480);
    }
}
