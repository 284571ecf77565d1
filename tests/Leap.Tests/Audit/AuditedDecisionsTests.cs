using System.Data.Common;
using System.Diagnostics;
using Leap.Audit;
using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;
using Leap.Sales;
using Leap.Tests.Corrections;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Audit;

/// <summary>What managers decide about points leaves one record each, in the transaction of the decision.</summary>
public sealed class AuditedDecisionsTests
{
    private const AuditAction Approved = AuditAction.SaleApproved;
    private const AuditAction Rejected = AuditAction.SaleRejected;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sales_that_are_decided_together_are_one_record_each(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var mia = await stage.PersonAsync("Mia Larsen");
        var open = await OpenSalesAsync(stage);

        await DecideAsync(stage, new SaleDecision(open[0], mia), new SaleDecision(open[1], mia, RejectionReason.ProofMissing, "Send it"));
        await DecideAsync(stage, new SaleDecision(open[0], mia));

        await using var db = stage.OpenDb();
        Assert.Equal(
            [
                $$"""{{mia}} SaleApproved Sale/{{open[0]}} INV-2: {"State":"Submitted"} > {"State":"Approved"}; """,
                $$"""{{mia}} SaleRejected Sale/{{open[1]}} A-77: {"State":"Submitted"} > {"State":"Rejected"}; ProofMissing""",
            ],
            (await db.AuditAsync(Approved, Rejected)).Skip(1));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_rolled_back_leaves_no_record(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var mia = await stage.PersonAsync("Mia Larsen");
        var open = await OpenSalesAsync(stage);

        await stage.UseAsync(async scope =>
        {
            await using var write = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
            return await scope.GetRequiredService<DecideSales>().RunAsync(
                [new SaleDecision(open[0], mia)], tellsSellers: false, CancellationToken.None);
        });

        await using var db = stage.OpenDb();
        Assert.Single(await db.AuditAsync(Approved, Rejected));
        Assert.Equal(2, await db.Sales.CountAsync(s => s.State == SaleState.Submitted));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Units_that_came_back_are_on_record_with_the_points(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var mia = await stage.PersonAsync("Mia Larsen");
        await using var db = stage.OpenDb();
        var line = await db.SaleLines.Where(l => l.Quantity == 2).OrderBy(l => l.Id).FirstAsync();

        var outcomes = await stage.RunAsync<ReturnUnits, Outcome<long, ReturnUnits.Refusal>[]>(async r =>
        [
            await r.RunAsync(line.Id, 1, mia, CancellationToken.None), await r.RunAsync(line.Id, 5, mia, CancellationToken.None),
        ]);

        Assert.Equal(ReturnUnits.Refusal.MoreThanSold, outcomes[1].Refusal);
        var after = $$"""{"Line":{{line.Id}},"Returned":1,"PointsTakenBack":{{outcomes[0].Value}}}""";
        Assert.Equal(
            [$$"""{{mia}} UnitsReturned Sale/{{line.SaleId}} INV-1: {"Line":{{line.Id}},"Returned":0} > {{after}}; """],
            await db.AuditAsync(AuditAction.UnitsReturned));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_correction_is_on_record_when_asked_and_when_decided(Engine engine)
    {
        await using var desk = await Desk.OpenAsync(engine);
        var booked = (await desk.ProposeAsync(desk.Gift(100))).Value;
        await desk.ProposeAsync(desk.Gift(100));
        var asked = (await desk.ProposeAsync(desk.Gift(6_000, "big"))).Value;
        var other = (await desk.ProposeAsync(desk.Gift(7_000, "bigger"))).Value;
        var approved = (await desk.DecideAsync(asked.Id, desk.Noah)).Value;
        await desk.DecideAsync(asked.Id, desk.Noah);
        var declined = (await desk.DecideAsync(other.Id, desk.Noah, isApproved: false)).Value;

        await using var db = desk.Stage.OpenDb();
        Assert.Equal(
            [
                $"{desk.Mia} CorrectionBooked Person/{desk.Jan} : - > {After(booked)}; Goodwill",
                $"{desk.Mia} CorrectionAsked Person/{desk.Jan} : - > {After(asked)}; Goodwill",
                $"{desk.Mia} CorrectionAsked Person/{desk.Jan} : - > {After(other)}; Goodwill",
                $"{desk.Noah} CorrectionApproved Person/{desk.Jan} : {Before(asked)} > {After(approved)}; Goodwill",
                $"{desk.Noah} CorrectionDeclined Person/{desk.Jan} : {Before(other)} > {After(declined)}; Goodwill",
            ],
            await db.AuditAsync(
                AuditAction.CorrectionBooked, AuditAction.CorrectionAsked, AuditAction.CorrectionApproved, AuditAction.CorrectionDeclined));

        static string Before(ManualEntry entry) => $$"""{"Correction":{{entry.Id}},"State":"Proposed"}""";

        static string After(ManualEntry entry)
        {
            var number = entry.EntryId is { } id ? FormattableString.Invariant($"{id}") : "null";
            return $$"""{"Correction":{{entry.Id}},"State":"{{entry.State}}","Points":{{entry.Points}},"Entry":{{number}}}""";
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Closed_books_name_the_day_before_and_after(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        foreach (var day in (string[])["2026-09-30", "2026-10-31", "2026-10-31"])
        {
            await stage.RunAsync<CloseBooks, Outcome<Closing, CloseBooks.Refusal>>(
                c => c.RunAsync(Stage.On(day), 11, CancellationToken.None));
        }

        await using var db = stage.OpenDb();
        Assert.Equal(
            [
                """11 BooksClosed Books/2026-09-30 : - > {"UntilOn":"2026-09-30"}; """,
                """11 BooksClosed Books/2026-10-31 : {"UntilOn":"2026-09-30"} > {"UntilOn":"2026-10-31"}; """,
            ],
            await db.AuditAsync(AuditAction.BooksClosed));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_launched_promotion_names_its_terms_and_who_launched_it(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var launched = await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(launch => launch.RunAsync(
            new NewPromotion("SEVEN", BudgetPoints: 100, IsBase: false, Terms) { LauncherId = 11 }, CancellationToken.None));

        await using var db = stage.OpenDb();
        var after = """{"Rule":"per-unit","Points":7,"StartsOn":"2026-01-01","EndsOn":"2026-12-31","Budget":100}""";
        Assert.Equal(
            [$"11 PromotionLaunched Promotion/{launched.Value} SEVEN: - > {after}; "],
            (await db.AuditAsync(AuditAction.PromotionLaunched)).Skip(2));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_database_itself_refuses_to_change_or_remove_a_record(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await using var db = stage.OpenDb();
        var before = await db.AuditRecords.CountAsync();

        foreach (var statement in (string[])["UPDATE audit_records SET actor_id = 7", "DELETE FROM audit_records"])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(statement));
        }

        Assert.True(before > 0);
        Assert.Equal(before, await db.AuditRecords.CountAsync(r => r.ActorId != 7));
    }

    [Theory]
    [OnSqlite]
    public async Task A_record_carries_the_trace_it_was_made_in(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        await stage.RunAsync<CloseBooks, Outcome<Closing, CloseBooks.Refusal>>(
            c => c.RunAsync(Stage.On("2026-10-31"), 11, CancellationToken.None));

        await using var db = stage.OpenDb();
        var record = await db.AuditRecords.SingleAsync(r => r.Action == AuditAction.BooksClosed);
        Assert.Equal(activity.TraceId.ToString(), record.CorrelationId);
    }

    private static async Task<List<long>> OpenSalesAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        return await db.Sales.Where(s => s.State == SaleState.Submitted).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync();
    }

    private static Task<IReadOnlyList<Outcome<long, DecideSales.Refusal>>> DecideAsync(Stage stage, params SaleDecision[] decisions) =>
        stage.RunAsync<DecideSales, IReadOnlyList<Outcome<long, DecideSales.Refusal>>>(
            d => d.RunAsync(decisions, tellsSellers: false, CancellationToken.None));

    private static PromotionVersion Terms(long id) => new()
    {
        PromotionId = id, Version = 1, Rule = "per-unit", Name = LocalizedText.Empty, Text = LocalizedText.Empty,
        StartsOn = Stage.On("2026-01-01"), EndsOn = Stage.On("2026-12-31"), Families = "services", Skus = "", Countries = "", Tiers = "",
        Points = 7, PerMinor = 0, MultiplierPercent = 0, Priority = 1, StackingGroup = "", WaitingDays = 0,
    };
}
