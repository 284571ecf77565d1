using Leap.Awards;
using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Promotions;
using Leap.Sales;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Awards;

/// <summary>L5 where a promotion makes points wait: 150 for the rack certification, released ten days after it.</summary>
public sealed class ReleaseAwardsTests
{
    private const long Certification = 3;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Points_that_wait_become_available_on_their_day_and_not_before(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await PassAsync(stage);
        Assert.Equal((500L, 150L), await PointsAsync(stage, jan));

        Assert.Equal(0, await ReleaseAsync(stage, "2026-11-21"));
        Assert.Equal((500L, 150L), await PointsAsync(stage, jan));

        Assert.Equal(1, await ReleaseAsync(stage, "2026-11-22"));
        Assert.Equal((650L, 0L), await PointsAsync(stage, jan));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task A_run_for_a_day_to_come_releases_what_is_due_by_now_and_no_more()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await PassAsync(stage);

        var released = await stage.RunAsync<ReleaseAwards, int>(
            release => release.RunAsync(Stage.On("2028-01-01"), CancellationToken.None));

        Assert.Equal((0, (500L, 150L)), (released, await PointsAsync(stage, jan)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_runs_at_once_and_one_afterwards_release_once(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await PassAsync(stage);
        stage.MoveTo("2026-11-22");

        var released = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReleaseAsync(stage, "2026-11-22"))));

        Assert.Equal(1, released.Sum());
        Assert.Equal(0, await ReleaseAsync(stage, "2026-11-23"));
        Assert.Equal((650L, 0L), await PointsAsync(stage, jan));
    }

    [Fact]
    public async Task A_run_that_comes_late_books_the_day_that_was_promised_and_the_lot_that_it_would_have_opened()
    {
        await using var onTime = await Stage.SetAsync(Engine.Sqlite);
        await using var late = await Stage.SetAsync(Engine.Sqlite);
        await PassAsync(onTime);
        await PassAsync(late);

        await ReleaseAsync(onTime, "2026-11-22");
        await ReleaseAsync(late, "2026-12-05");

        var released = await ReleasedAsync(late);
        Assert.Equal((Stage.On("2026-11-22"), Stage.On("2027-11-30")), (released.EffectiveOn, released.ExpiresOn));
        Assert.Equal(await LotAsync(onTime), await LotAsync(late));
    }

    [Fact]
    public async Task Days_that_were_closed_meanwhile_stay_as_they_are()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await PassAsync(stage);
        var mia = await stage.PersonAsync("Mia Larsen");
        stage.MoveTo("2026-12-05");
        await stage.RunAsync<CloseBooks, Outcome<Closing, CloseBooks.Refusal>>(
            close => close.RunAsync(Stage.On("2026-11-30"), mia, CancellationToken.None));

        await ReleaseAsync(stage, "2026-12-05");

        Assert.Equal(Stage.On("2026-12-01"), (await ReleasedAsync(stage)).EffectiveOn);
        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task What_an_approved_sale_earned_waits_from_the_day_of_the_approval()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await LaunchAsync(stage, id => Terms(id, "per-unit", 30));
        var jan = await stage.PersonAsync("Jan Wójcik");
        var sold = await stage.RunAsync<SubmitSales, IReadOnlyList<Outcome<long, SubmitSales.Refusal>>>(
            submit => submit.RunAsync([TwoRacks(jan)], CancellationToken.None));
        stage.MoveTo("2026-11-20");
        var decision = new SaleDecision(sold[0].Value, await stage.PersonAsync("Mia Larsen"));
        await stage.RunAsync<DecideSales, IReadOnlyList<Outcome<long, DecideSales.Refusal>>>(
            decide => decide.RunAsync([decision], tellsSellers: true, CancellationToken.None));
        var (approved, waiting) = await PointsAsync(stage, jan);
        Assert.Equal(60, waiting);

        Assert.Equal(0, await ReleaseAsync(stage, "2026-11-29"));
        Assert.Equal(1, await ReleaseAsync(stage, "2026-11-30"));

        Assert.Equal((approved + 60, 0L), await PointsAsync(stage, jan));
    }

    [Fact]
    public async Task A_statement_shows_what_waited_under_the_module_that_earned_it()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await PassAsync(stage);
        await ReleaseAsync(stage, "2026-11-22");
        stage.MoveTo("2026-12-01");
        await stage.RunAsync<IssueStatements, int>(issue => issue.RunAsync(Stage.On("2026-12-01"), CancellationToken.None));

        await using var db = stage.OpenDb();
        var statement = await db.Statements.SingleAsync(s => s.PersonId == jan);
        var groups = StatementSheet.FromJson(statement.Inputs).Groups;
        Assert.Equal(["learned 2 650"], groups.Select(g => FormattableString.Invariant($"{g.Group} {g.Count} {g.Points}")));
        Assert.Equal(
            ["Rack certification 500", "Learn 150"],
            groups[0].Parts.Select(p => FormattableString.Invariant($"{p.Name} {p.Points}")));
    }

    private static async Task<long> PassAsync(Stage stage)
    {
        await LaunchAsync(stage, id => Terms(id, "fixed", 150));
        var jan = await stage.PersonAsync("Jan Wójcik");
        await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(record => record.RunAsync(
            [new NewCompletion(jan, Certification, Stage.On("2026-11-12"), 100)], CancellationToken.None));
        return jan;
    }

    private static Task LaunchAsync(Stage stage, Func<long, PromotionVersion> terms) =>
        stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(
            launch => launch.RunAsync(new NewPromotion("LEARN", BudgetPoints: 1_000, IsBase: false, terms), CancellationToken.None));

    private static NewSale TwoRacks(long personId) => new()
    {
        PersonId = personId,
        CustomerName = "Wawel Clinic",
        CustomerCountry = "DE",
        IsPublicSector = false,
        InvoiceNumber = "J-1",
        InvoiceOn = Stage.On("2026-11-10"),
        Currency = "EUR",
        Lines = [new NewSaleLine(1, 2, 8_000_00)],
    };

    private static Task<int> ReleaseAsync(Stage stage, string day)
    {
        stage.MoveTo(day);
        return stage.RunAsync<ReleaseAwards, int>(release => release.RunAsync(Stage.On(day), CancellationToken.None));
    }

    private static async Task<(long Available, long Pending)> PointsAsync(Stage stage, long personId)
    {
        var balance = await stage.BalanceAsync(personId);
        return (balance.Available, balance.Pending);
    }

    private static async Task<Entry> ReleasedAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.Entries.SingleAsync(e => e.Kind == EntryKind.Released && e.Key.StartsWith("award/"));
    }

    private static async Task<(DateOnly OpenedOn, DateOnly ExpiresOn, long Points)> LotAsync(Stage stage)
    {
        var entry = await ReleasedAsync(stage);
        await using var db = stage.OpenDb();
        var lot = await db.Lots.SingleAsync(l => l.EntryId == entry.Id);
        return (lot.OpenedOn, lot.ExpiresOn, lot.Points);
    }

    private static PromotionVersion Terms(long id, string rule, long points) => new()
    {
        PromotionId = id,
        Version = 1,
        Rule = rule,
        Name = new([KeyValuePair.Create("en", "Learn")]),
        Text = new([KeyValuePair.Create("en", "Terms.")]),
        StartsOn = Stage.On("2026-11-01"),
        EndsOn = Stage.On("2026-11-30"),
        Families = "rack",
        Skus = "",
        Countries = "",
        Tiers = "",
        Points = points,
        PerMinor = 0,
        MultiplierPercent = 0,
        Priority = 10,
        StackingGroup = "",
        WaitingDays = 10,
    };
}
