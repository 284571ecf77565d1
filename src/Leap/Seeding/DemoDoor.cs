using Leap.Data;
using Leap.Joining;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Seeding;

/// <summary>
/// What firm admins and managers find about joining in the demo: invitations in every state, requests, domains, and a draft of the terms
/// that some languages still lack. Nobody is mailed, since nobody is there to read it.
/// </summary>
internal static class DemoDoor
{
    private const int MembersLeast = 5;

    /// <param name="now">The real time: what waits must still be good when somebody looks at it.</param>
    public static async Task FillAsync(IServiceProvider services, DemoProgramme demo, DateTime now, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeapDb>();
        if (await db.Invitations.AnyAsync(cancel) || await db.FirmDomains.AnyAsync(cancel))
        {
            return;
        }

        await DraftTermsAsync(services, cancel);
        var areas = SeedData.Load().Areas;
        var ids = await db.Firms.ToDictionaryAsync(f => f.Code, f => f.Id, StringComparer.Ordinal, cancel);
        var admins = await db.Memberships.AsNoTracking().Where(m => (m.Personas & Personas.FirmAdmin) != Personas.None)
            .GroupBy(m => m.FirmId)
            .Select(g => new { FirmId = g.Key, PersonId = g.Min(m => m.PersonId) })
            .ToDictionaryAsync(a => a.FirmId, a => a.PersonId, cancel);
        var manager = await db.People.Where(p => p.Staff == StaffRole.Manager).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync(cancel);
        var dice = new Dice("door");
        var firms = demo.Firms.Where(f => f.People.Count >= MembersLeast).Select(f => (Firm: f, Id: ids[f.Code])).ToList();
        await using var write = await db.BeginWriteAsync(cancel);
        var newcomers = firms.ConvertAll(f => Enumerable.Range(0, 5).Select(_ => Name(areas[f.Firm.Place.Area], f.Firm, dice)).ToList());
        await db.InsertAsync(
            [.. firms.SelectMany((f, i) => newcomers[i].Take(3).Select((n, k) => ToInvitation(f, admins[f.Id], n, k, now)))], cancel);
        await db.InsertAsync([.. firms.SelectMany((f, i) => newcomers[i].Skip(3).Select((n, k) => ToRequest(f, n, k, now)))], cancel);
        await db.InsertAsync(
            [
                .. firms.Select((f, i) => new FirmDomain
                {
                    FirmId = f.Id, Domain = f.Firm.Domain, AddedById = admins[f.Id], AddedAt = now.AddDays(-60),
                    ConfirmedAt = i % 9 == 8 ? null : now.AddDays(-58), ConfirmedById = i % 9 == 8 ? null : manager,
                }),
            ],
            cancel);
        await write.CommitAsync(cancel);
    }

    private static (string Name, string Address) Name(NameArea area, DemoFirm firm, Dice dice)
    {
        var (given, family) = (dice.Pick(area.Given), dice.Pick(area.Family));
        var address = $"{given.Latin}.{family.Latin}.{Cell.Of(dice.Between(10, 99))}@{firm.Domain}";
        return (area.PersonName(given, family), address.ToLowerInvariant());
    }

    /// <summary>One that waits, one that is too old, one that was taken back.</summary>
    private static Invitation ToInvitation(
        (DemoFirm Firm, long Id) firm, long adminId, (string Name, string Address) newcomer, int number, DateTime now)
    {
        var sentAt = now.AddDays(number == 1 ? -21 : -2 - number).AddMinutes(-firm.Id % 300);
        return new Invitation
        {
            FirmId = firm.Id,
            Address = newcomer.Address,
            NormalizedAddress = newcomer.Address.ToUpperInvariant(),
            Name = newcomer.Name,
            Language = firm.Firm.Language,
            Personas = number == 0 ? Personas.Seller : Personas.Seller | Personas.LearningLead,
            SecretHash = Secret.Hash(Secret.New()),
            InvitedById = adminId,
            SentAt = sentAt,
            ExpiresAt = sentAt.AddDays(14),
            RevokedAt = number == 2 ? sentAt.AddHours(3) : null,
        };
    }

    private static JoinRequest ToRequest(
        (DemoFirm Firm, long Id) firm, (string Name, string Address) newcomer, int number, DateTime now) => new()
    {
        FirmId = firm.Id,
        Address = newcomer.Address,
        NormalizedAddress = newcomer.Address.ToUpperInvariant(),
        Name = newcomer.Name,
        Language = firm.Firm.Language,
        AskedAt = now.AddDays(-1 - number).AddMinutes(-firm.Id % 300),
    };

    private static async Task DraftTermsAsync(IServiceProvider services, CancellationToken cancel)
    {
        var draft = await services.GetRequiredService<DraftTerms>().RunAsync(cancel);
        foreach (var note in SeedFile.Read(SeedFile.Demo("terms-notes.csv")))
        {
            var text = draft.Texts.Find(t => string.Equals(t.Language, note["language"], StringComparison.Ordinal))!.Text;
            await services.GetRequiredService<WriteTerms>().RunAsync(draft.Number, note["language"], (text, note["note"]), cancel);
        }
    }
}
