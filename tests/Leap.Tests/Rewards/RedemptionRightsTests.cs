using Leap.Members;
using Leap.Rewards;
using Leap.Terms;
using Leap.Tests.Engines;
using Leap.Tests.Joining;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Rewards;

public sealed class RedemptionRightsTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Nobody_redeems_before_they_and_their_firm_have_agreed_to_the_terms(Engine engine)
    {
        await using var door = await Door.OpenAsync(engine);
        var anna = await door.Stage.PersonAsync("Anna Schmidt");
        Assert.Empty(await BarsAsync(door, anna));

        var number = await door.PublishTermsAsync();
        Assert.Equal([RedemptionBar.OwnTerms, RedemptionBar.FirmTerms], await BarsAsync(door, anna));
        await door.Stage.RunAsync<AcceptTerms, int>(async accept =>
            (await accept.RunAsync(anna, new TermsYes(number, "de", null), CancellationToken.None)).Value.TermsNumber);
        Assert.Equal([RedemptionBar.FirmTerms], await BarsAsync(door, anna));
        await door.Stage.RunAsync<AcceptFirmTerms, int>(async accept => (await accept.RunAsync(
            new AcceptFirmTerms.Signature(door.Eva, door.Nordlicht, "Eva", "CEO"),
            new TermsYes(number, "de", null),
            CancellationToken.None)).Value.TermsNumber);
        Assert.Empty(await BarsAsync(door, anna));
    }

    [Fact]
    public async Task Debt_and_suspension_stand_in_the_way()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var anna = await door.Stage.PersonAsync("Anna Schmidt");

        Assert.Equal([RedemptionBar.Debt], await BarsAsync(door, anna, debt: 5));
        await using var db = door.Stage.OpenDb();
        await db.People.Where(p => p.Id == anna).ExecuteUpdateAsync(set => set.SetProperty(p => p.SuspendedAt, DateTime.UnixEpoch));
        Assert.Equal([RedemptionBar.Suspended], await BarsAsync(door, anna));
    }

    [Theory]
    [InlineData("2026-10-13", true)]
    [InlineData("2026-10-12", false)]
    public async Task Who_left_can_redeem_for_thirty_days(string lastDay, bool mayRedeem)
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var anna = await door.Stage.PersonAsync("Anna Schmidt");
        await using var db = door.Stage.OpenDb();
        await db.Memberships.Where(m => m.PersonId == anna).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Stage.On(lastDay)));

        var bars = await BarsAsync(door, anna);

        Assert.Equal(mayRedeem ? [] : [RedemptionBar.WindowOver], bars);
    }

    [Fact]
    public async Task A_new_employer_consents_first()
    {
        await using var door = await Door.OpenAsync(Engine.Sqlite);
        var anna = await door.Stage.PersonAsync("Anna Schmidt");
        await using var db = door.Stage.OpenDb();
        await db.Memberships.Where(m => m.PersonId == anna).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, Stage.On("2026-11-10")));
        db.Memberships.Add(new Membership
        {
            PersonId = anna, FirmId = door.Brightwater, Personas = Personas.Seller, FromOn = Stage.On("2026-11-11"),
        });
        await db.SaveChangesAsync();

        Assert.Equal([RedemptionBar.EmployerConsent], await BarsAsync(door, anna));
        await db.Memberships.Where(m => m.FirmId == door.Brightwater && m.PersonId == anna)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ConsentedAt, DateTime.UnixEpoch));
        Assert.Empty(await BarsAsync(door, anna));
    }

    private static async Task<IReadOnlyList<RedemptionBar>> BarsAsync(Door door, long personId, long debt = 0) =>
        (await door.Stage.RunAsync<RedemptionRights, RedemptionRights.Rights>(
            rights => rights.OfAsync(personId, debt, CancellationToken.None))).Bars;
}
