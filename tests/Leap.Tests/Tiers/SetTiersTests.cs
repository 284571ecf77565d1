using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Tests.Engines;
using Leap.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Tiers;

/// <summary>
/// Brightwater begins without a tier. Silver asks for USD 100,000 and one certified person, Gold for 500,000 and three.
/// </summary>
public sealed class SetTiersTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_firm_rises_the_night_after_it_has_reached_a_tier_and_the_history_says_by_what(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SellAsync(stage, "2026-11-10", 120_000_00);

        Assert.Equal(1, await RunAsync(stage, "2026-11-12"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-12"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-13"));

        var change = Assert.Single(await HistoryAsync(stage));
        Assert.Equal(
            (Stage.On("2026-11-12"), Tier.Authorized, Tier.Silver, TierReason.Reached, 120_000_00, 1),
            (change.FromOn, change.Before, change.Tier, change.Reason, change.RevenueMinor, change.CertifiedPeople));
        Assert.Equal(Tier.Silver, await TierAsync(stage));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Units_that_came_back_do_not_count(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SellAsync(stage, "2026-11-10", 120_000_00, quantity: 4, returned: 1);

        Assert.Equal(0, await RunAsync(stage, "2026-11-12"));
    }

    [Theory]
    [InlineData("2027-11-12", Tier.Silver)]
    [InlineData("2028-03-30", Tier.Silver)]
    [InlineData("2028-03-31", Tier.Authorized)]
    [InlineData("2028-07-01", Tier.Authorized)]
    public async Task A_tier_lasts_for_its_season_the_next_one_and_the_grace(string day, Tier tier)
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        await SellAsync(stage, "2026-11-10", 120_000_00);
        await RunAsync(stage, "2026-11-12");

        await RunAsync(stage, "2027-04-01");
        await RunAsync(stage, day);

        Assert.Equal(tier, await TierAsync(stage));
    }

    [Fact]
    public async Task Firms_fall_once_a_season_and_in_between_they_only_rise()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        await SellAsync(stage, "2026-11-10", 120_000_00);
        await RunAsync(stage, "2026-11-12");
        await CertifyAsync(stage, "2027-01-10");
        await SellAsync(stage, "2027-05-10", 130_000_00);

        await RunAsync(stage, "2028-04-02");
        Assert.Equal(Tier.Silver, await TierAsync(stage));

        await RunAsync(stage, "2029-03-31");
        await RunAsync(stage, "2029-04-01");
        Assert.Equal(Tier.Authorized, await TierAsync(stage));
        Assert.Equal([TierReason.Reached, TierReason.Lapsed], (await HistoryAsync(stage)).Select(c => c.Reason));
    }

    [Fact]
    public async Task A_tier_that_lapsed_to_a_lower_one_is_no_new_beginning_for_that()
    {
        await using var stage = await SetAsync(Engine.Sqlite);
        await GiveAsync(stage, Tier.Gold, "2026-11-01");
        await CertifyAsync(stage, "2027-01-10");
        await SellAsync(stage, "2027-05-10", 130_000_00);

        await RunAsync(stage, "2028-04-01");
        Assert.Equal(Tier.Silver, await TierAsync(stage));

        await RunAsync(stage, "2029-04-01");
        Assert.Equal(Tier.Authorized, await TierAsync(stage));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_counts_for_a_sale_is_the_tier_on_its_day(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SellAsync(stage, "2026-11-10", 120_000_00);
        await RunAsync(stage, "2026-11-12");
        var luis = await stage.PersonAsync("Luis Ortega");

        await using var db = stage.OpenDb();
        var workplaces = await Workplaces.LoadAsync(db, [luis], CancellationToken.None);

        Assert.Equal(Tier.Authorized, workplaces.On(luis, Stage.On("2026-11-11"))!.Tier);
        Assert.Equal(Tier.Silver, workplaces.On(luis, Stage.On("2026-11-12"))!.Tier);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_outlook_says_until_when_a_tier_is_safe(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SellAsync(stage, "2026-11-10", 120_000_00);
        await RunAsync(stage, "2026-11-12");
        var firm = await FirmAsync(stage);

        var now = await stage.RunAsync<TierOutlook, TierOutlook.View>(o => o.OfAsync(firm, CancellationToken.None));
        stage.MoveTo("2027-06-01");
        var next = await stage.RunAsync<TierOutlook, TierOutlook.View>(o => o.OfAsync(firm, CancellationToken.None));
        stage.MoveTo("2028-02-01");
        var grace = await stage.RunAsync<TierOutlook, TierOutlook.View>(o => o.OfAsync(firm, CancellationToken.None));

        Assert.Equal((true, Stage.On("2028-03-30")), (now.IsEarned, now.LastOn));
        Assert.Equal((false, Stage.On("2028-03-30")), (next.IsEarned, next.LastOn));
        Assert.Equal((false, Stage.On("2028-03-30")), (grace.IsEarned, grace.LastOn));
        Assert.Equal(Tier.Gold, now.Next!.Tier);
        Assert.Equal(1, now.LapsingPeople + next.LapsingPeople);
    }

    private static async Task<Stage> SetAsync(Engine engine)
    {
        var stage = await Stage.SetAsync(engine);
        await CertifyAsync(stage, "2026-10-01");
        return stage;
    }

    private static async Task<long> FirmAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.Firms.Where(f => f.Code == "F-2").Select(f => f.Id).SingleAsync();
    }

    private static async Task<Tier> TierAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.Firms.Where(f => f.Code == "F-2").Select(f => f.Tier).SingleAsync();
    }

    private static async Task<List<TierChange>> HistoryAsync(Stage stage)
    {
        var firm = await FirmAsync(stage);
        await using var db = stage.OpenDb();
        return await db.TierChanges.Where(c => c.FirmId == firm).OrderBy(c => c.Id).ToListAsync();
    }

    private static Task<int> RunAsync(Stage stage, string day) =>
        stage.RunAsync<SetTiers, int>(tiers => tiers.RunAsync(Stage.On(day), CancellationToken.None));

    private static async Task GiveAsync(Stage stage, Tier tier, string day)
    {
        await using var db = stage.OpenDb();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var firm = await db.Firms.SingleAsync(f => f.Code == "F-2");
        firm.Tier = tier;
        db.Add(new TierChange { FirmId = firm.Id, FromOn = Stage.On(day), Before = tier, Tier = tier, Reason = TierReason.Given });
        await write.CommitAsync(CancellationToken.None);
    }

    private static async Task CertifyAsync(Stage stage, string day)
    {
        var (luis, firm) = (await stage.PersonAsync("Luis Ortega"), await FirmAsync(stage));
        await using var db = stage.OpenDb();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.Add(new Completion
        {
            PersonId = luis,
            FirmId = firm,
            ModuleId = await db.Modules.Where(m => m.Code == "TEST-CERT").Select(m => m.Id).SingleAsync(),
            ModuleVersion = 1,
            CompletedOn = Stage.On(day),
            ScorePercent = 90,
            ValidUntilOn = Stage.On(day).AddYears(1).AddDays(-1),
        });
        await write.CommitAsync(CancellationToken.None);
    }

    private static async Task SellAsync(Stage stage, string day, long minor, int quantity = 1, int returned = 0)
    {
        var (luis, firm) = (await stage.PersonAsync("Luis Ortega"), await FirmAsync(stage));
        await using var db = stage.OpenDb();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var sale = new Sale
        {
            PersonId = luis, FirmId = firm, CustomerName = "Acme", CustomerCountry = "US", IsPublicSector = false,
            InvoiceNumber = $"T-{day}", InvoiceKey = $"t{day}", InvoiceOn = Stage.On(day), Currency = "USD", Rate = 1, RateSource = "test",
            SubmittedAt = Stage.On(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            Lines =
            [
                new SaleLine
                {
                    ProductId = await db.Products.Select(p => p.Id).FirstAsync(),
                    Quantity = quantity,
                    UnitPriceMinor = minor / quantity,
                    ReportingMinor = minor,
                    ReturnedQuantity = returned,
                },
            ],
        };
        db.Add(sale);
        await db.SaveChangesAsync();
        await db.Sales.Where(s => s.Id == sale.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SaleState.Approved));
        await write.CommitAsync(CancellationToken.None);
    }
}
