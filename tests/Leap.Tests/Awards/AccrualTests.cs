using Leap.Awards;
using Leap.Data;
using Leap.Locales;
using Leap.Promotions;
using Leap.Sales;
using Leap.Seeding;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Awards;

/// <summary>
/// Worked examples of L14 with everything stored: THIRDS pays one point for each USD 3,000 of storage, so that a line of USD 1,000 is
/// worth a third; the base award adds 50 whole points to it.
/// </summary>
public sealed class AccrualTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Three_sales_of_a_third_make_one_point_and_nothing_stays_behind(Engine engine)
    {
        await using var stage = await SetAsync(engine);

        await SubmitAsync(stage, "T-1", Storage(1_000_00));
        Assert.Equal((0, "1/3"), await ThirdsAsync(stage));
        await SubmitAsync(stage, "T-2", Storage(1_000_00));
        Assert.Equal((0, "2/3"), await ThirdsAsync(stage));
        await SubmitAsync(stage, "T-3", Storage(1_000_00));

        Assert.Equal((1, "0"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Three_lines_of_one_sale_do_so_too(Engine engine)
    {
        await using var stage = await SetAsync(engine);

        await SubmitAsync(stage, "T-1", Storage(1_000_00), Storage(1_000_00), Storage(1_000_00));

        Assert.Equal((1, "0"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_rejection_gives_the_fraction_back_even_of_a_line_that_earned_no_point(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var first = await SubmitAsync(stage, "T-1", Storage(1_000_00));
        await SubmitAsync(stage, "T-2", Storage(1_000_00));

        await DecideAsync(stage, first, RejectionReason.Other);
        Assert.Equal((0, "1/3"), await ThirdsAsync(stage));
        await SubmitAsync(stage, "T-3", Storage(1_000_00));

        Assert.Equal((0, "2/3"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_rejected_sale_whose_fractions_made_a_point_leaves_what_it_found(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SubmitAsync(stage, "T-1", Storage(2_000_00));
        var second = await SubmitAsync(stage, "T-2", Storage(2_000_00));
        Assert.Equal((1, "1/3"), await ThirdsAsync(stage));

        await DecideAsync(stage, second, RejectionReason.Other);

        Assert.Equal((0, "2/3"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_fraction_taken_back_after_it_made_a_point_is_owed_until_the_next_sale(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var first = await SubmitAsync(stage, "T-1", Storage(2_000_00));
        await SubmitAsync(stage, "T-2", Storage(1_000_00));
        Assert.Equal((1, "0"), await ThirdsAsync(stage));

        await DecideAsync(stage, first, RejectionReason.Other);
        Assert.Equal((1, "-2/3"), await ThirdsAsync(stage));
        await SubmitAsync(stage, "T-3", Storage(5_000_00));

        Assert.Equal((2, "0"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Returns_unit_by_unit_take_back_exactly_what_the_units_brought(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var sale = await SubmitAsync(stage, "T-1", new NewSaleLine(2, 4, 2_000_00));
        await DecideAsync(stage, sale, rejection: null);
        Assert.Equal((2, "2/3"), await ThirdsAsync(stage));
        var line = await LineAsync(stage, sale);

        // Each of the four units brought two thirds.
        var stages = new List<(long, string)>();
        for (var unit = 0; unit < 4; unit++)
        {
            await ReturnAsync(stage, line, 1);
            stages.Add(await ThirdsAsync(stage));
            await AssertNothingIsLostAsync(stage);
        }

        Assert.Equal([(2, "0"), (1, "1/3"), (1, "-1/3"), (0, "0")], stages);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_return_before_a_rejection_is_not_given_back_twice(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SubmitAsync(stage, "T-1", Storage(1_000_00));
        var sale = await SubmitAsync(stage, "T-2", new NewSaleLine(2, 3, 1_100_00));
        Assert.Equal((1, "13/30"), await ThirdsAsync(stage));

        await ReturnAsync(stage, await LineAsync(stage, sale), 2);
        await AssertNothingIsLostAsync(stage);
        await DecideAsync(stage, sale, RejectionReason.Other);

        Assert.Equal((0, "1/3"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_line_of_no_point_can_come_back_and_a_sale_of_such_lines_be_approved(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var sale = await SubmitAsync(stage, "T-1", new NewSaleLine(2, 3, 5_00));
        await DecideAsync(stage, sale, rejection: null);
        Assert.Equal((0, "1/200"), await ThirdsAsync(stage));

        await ReturnAsync(stage, await LineAsync(stage, sale), 2);
        Assert.Equal((0, "1/600"), await ThirdsAsync(stage));
        await ReturnAsync(stage, await LineAsync(stage, sale), 1);

        Assert.Equal((0, "0"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_preview_says_what_submitting_gives_and_what_the_sale_tells_afterwards(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SubmitAsync(stage, "T-1", Storage(2_000_00));
        var sale = await NewSaleAsync(stage, "T-2", Storage(1_000_00), Storage(500_00));

        var preview = (await stage.RunAsync<PreviewSale, Outcome<Preview, SubmitSales.Refusal>>(
            p => p.RunAsync(sale, CancellationToken.None))).Value.Lines;
        var id = await SubmitAsync(stage, "T-2", [.. sale.Lines]);
        var told = await ExplainAsync(stage, id);

        Assert.Equal([(51, "why.per-revenue why.fraction.made"), (25, "")], preview.Select(ThirdsOf));
        Assert.Equal(preview.Select(ThirdsOf), told.Select(ThirdsOf));
        Assert.Equal("why.fraction.waits why.not.product", MissesOf(preview[1]));
        Assert.Equal(MissesOf(preview[1]), MissesOf(told[1]));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sales_at_once_lose_no_fraction(Engine engine)
    {
        await using var stage = await SetAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => SubmitAsync(stage, $"T-{i}", Storage(1_000_00)))));

        Assert.Equal((10, "0"), await ThirdsAsync(stage));
        await AssertNothingIsLostAsync(stage);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Whatever_is_sold_decided_and_returned_nothing_is_lost(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        var dice = new Dice("accruals");
        var (open, approved) = (new List<long>(), new List<long>());
        for (var step = 0; step < 60; step++)
        {
            switch (dice.Below(4))
            {
                case 0 when open.Count > 0:
                    var isApproved = dice.Chance(0.6);
                    var decided = dice.Pick(open);
                    open.Remove(decided);
                    await DecideAsync(stage, decided, isApproved ? null : RejectionReason.Other);
                    approved.AddRange(isApproved ? [decided] : []);
                    break;
                case 1 when open.Count + approved.Count > 0:
                    await ReturnSomeAsync(stage, dice, dice.Pick([.. open, .. approved]));
                    break;
                default:
                    open.Add(await SubmitAsync(
                        stage, $"T-{step}", new NewSaleLine(2, dice.Between(1, 7), dice.Between(1, 4_000_00))));
                    break;
            }

            await AssertNothingIsLostAsync(stage);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_running_promotion_knows_what_the_person_carries_in_it(Engine engine)
    {
        await using var stage = await SetAsync(engine);
        await SubmitAsync(stage, "T-1", Storage(1_000_00));
        await using var db = stage.OpenDb();

        var running = await RunningPromotion.ReadAsync(
            db, Stage.On("2026-11-12"), await stage.PersonAsync("Luis Ortega"), CancellationToken.None);

        Assert.Equal(new Fraction(1, 3), running.Single(r => r.Promotion.Code == "THIRDS").Carried);
        Assert.Null(running.Single(r => r.Promotion.Code == "BASE").Carried);
    }

    private static async Task<Stage> SetAsync(Engine engine)
    {
        var stage = await Stage.SetAsync(engine);
        await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(launch => launch.RunAsync(
            new NewPromotion("THIRDS", BudgetPoints: 1_000, IsBase: false, Terms), CancellationToken.None));
        return stage;
    }

    private static PromotionVersion Terms(long id) => new()
    {
        PromotionId = id, Version = 1, Rule = "per-revenue", Name = LocalizedText.Empty, Text = LocalizedText.Empty,
        StartsOn = Stage.On("2026-01-01"), EndsOn = Stage.On("2026-12-31"), Families = "storage", Skus = "", Countries = "", Tiers = "",
        Points = 1, PerMinor = 3_000_00, MultiplierPercent = 0, Priority = 1, StackingGroup = "", WaitingDays = 0,
    };

    private static NewSaleLine Storage(long minor) => new(2, 1, minor);

    private static async Task<NewSale> NewSaleAsync(Stage stage, string invoice, params NewSaleLine[] lines) => new()
    {
        PersonId = await stage.PersonAsync("Luis Ortega"), CustomerName = "Wawel Clinic", CustomerCountry = "US", IsPublicSector = false,
        InvoiceNumber = invoice, InvoiceOn = Stage.On("2026-11-10"), Currency = "USD", Lines = lines,
    };

    private static async Task<long> SubmitAsync(Stage stage, string invoice, params NewSaleLine[] lines)
    {
        var sale = await NewSaleAsync(stage, invoice, lines);
        var outcomes = await stage.RunAsync<SubmitSales, IReadOnlyList<Outcome<long, SubmitSales.Refusal>>>(
            s => s.RunAsync([sale], CancellationToken.None));
        Assert.Null(outcomes[0].Refusal);
        return outcomes[0].Value;
    }

    private static async Task DecideAsync(Stage stage, long saleId, RejectionReason? rejection)
    {
        var decision = new SaleDecision(saleId, await stage.PersonAsync("Mia Larsen"), rejection);
        var outcomes = await stage.RunAsync<DecideSales, IReadOnlyList<Outcome<long, DecideSales.Refusal>>>(
            d => d.RunAsync([decision], tellsSellers: true, CancellationToken.None));
        Assert.Null(outcomes[0].Refusal);
    }

    private static async Task ReturnAsync(Stage stage, long lineId, int units) => Assert.Null(
        (await stage.RunAsync<ReturnUnits, Outcome<long, ReturnUnits.Refusal>>(
            r => r.RunAsync(lineId, units, personId: null, CancellationToken.None))).Refusal);

    private static async Task ReturnSomeAsync(Stage stage, Dice dice, long saleId)
    {
        await using var db = stage.OpenDb();
        var line = await db.SaleLines.AsNoTracking().SingleAsync(l => l.SaleId == saleId);
        if (line.ReturnedQuantity < line.Quantity)
        {
            await ReturnAsync(stage, line.Id, dice.Between(1, line.Quantity - line.ReturnedQuantity));
        }
    }

    private static async Task<long> LineAsync(Stage stage, long saleId)
    {
        await using var db = stage.OpenDb();
        return await db.SaleLines.Where(l => l.SaleId == saleId).Select(l => l.Id).SingleAsync();
    }

    private static async Task<IReadOnlyList<LineEarning>> ExplainAsync(Stage stage, long saleId)
    {
        await using var db = stage.OpenDb();
        var sale = await db.Sales.AsNoTracking().Include(s => s.Lines.OrderBy(l => l.Id)).SingleAsync(s => s.Id == saleId);
        return await stage.RunAsync<SaleExplanations, IReadOnlyList<LineEarning>>(e => e.OfAsync(sale, CancellationToken.None));
    }

    /// <summary>What the line earns in all, and why what THIRDS adds to it.</summary>
    private static (long Points, string Why) ThirdsOf(LineEarning line) =>
        (line.Points, string.Join(' ', line.Grants.Where(g => g.Points == 1).SelectMany(g => g.Reasons).Select(r => r.Key)));

    private static string MissesOf(LineEarning line) =>
        string.Join(' ', line.Misses.Select(m => m.Why.Key).Order(StringComparer.Ordinal));

    private static async Task<(long Points, string Carried)> ThirdsAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        var id = await db.Promotions.Where(p => p.Code == "THIRDS").Select(p => p.Id).SingleAsync();
        var points = await db.Awards
            .Where(a => a.PromotionId == id && a.State != AwardState.Voided)
            .SumAsync(a => a.Points - a.ReversedPoints);
        var carried = await db.Accruals.AsNoTracking().Where(a => a.PromotionId == id).Select(a => a.Carried).SingleOrDefaultAsync();
        return (points, carried.ToString());
    }

    /// <summary>
    /// Whatever happened: what a person carries is what their standing awards are worth beyond points, both together are exactly what
    /// the units that stand are worth, and the ledger agrees.
    /// </summary>
    private static async Task AssertNothingIsLostAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        var carried = await db.Accruals.AsNoTracking().ToDictionaryAsync(a => (a.PersonId, a.PromotionId), a => a.Carried);
        var awards = await db.Awards.AsNoTracking().Where(a => a.State != AwardState.Voided && a.PromotionId != null).ToListAsync();
        foreach (var own in awards.GroupBy(a => (a.PersonId, a.PromotionId!.Value)))
        {
            Assert.Equal(carried.GetValueOrDefault(own.Key), own.Aggregate(Fraction.Zero, (sum, award) => sum + award.Accrued));
        }

        var lines = await db.Sales.AsNoTracking()
            .Where(s => s.State != SaleState.Rejected)
            .SelectMany(s => s.Lines)
            .Where(l => l.ProductId == 2)
            .ToListAsync();
        var (points, fraction) = await ThirdsAsync(stage);
        var worth = lines.Aggregate(Fraction.Zero, (sum, line) => sum
            + (new Fraction(line.ReportingMinor, 3_000_00) * new Fraction(line.Quantity - line.ReturnedQuantity, line.Quantity)));
        Assert.Equal(worth, Fraction.Parse(fraction) + points);
        await stage.AssertTheBooksBalanceAsync();
    }
}
