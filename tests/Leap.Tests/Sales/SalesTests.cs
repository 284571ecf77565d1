using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Sales;

public sealed class SalesTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_reported_sale_waits_and_an_approval_makes_its_points_available(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));

        // 2 racks at EUR 8,000 and 2 services at EUR 800 are USD 19,360: 880 + 88 by revenue, and 25 for each rack.
        Assert.Equal((0, 1018), await PointsAsync(stage, jan));
        await ApproveAsync(stage, sale.Value);

        Assert.Equal((1018, 0), await PointsAsync(stage, jan));
        Assert.Contains($"sale-decided/{sale.Value}", await stage.MailKeysAsync("sale-decided"));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_rejection_gives_the_points_back_and_available_never_moves(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var budget = await BudgetAsync(stage);
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));
        Assert.Equal(budget - 50, await BudgetAsync(stage));

        await DecideAsync(
            stage, new SaleDecision(sale.Value, await stage.PersonAsync("Mia Larsen"), RejectionReason.ProofMissing, "Blurred"));

        Assert.Equal((0, 0), await PointsAsync(stage, jan));
        Assert.Equal(budget, await BudgetAsync(stage));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [InlineData("INV-00 12", "inv0012")]
    [InlineData("ＩＮＶ－７", "inv 7")]
    [InlineData("№ 12/a", "no12A")]
    public void Invoice_numbers_are_compared_in_a_normal_form(string one, string other) =>
        Assert.Equal(InvoiceKey.Of(one), InvoiceKey.Of(other));

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_invoice_is_reported_once_per_firm_and_again_after_a_rejection(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var ben = await stage.PersonAsync("Ben Carter");
        var luis = await stage.PersonAsync("Luis Ortega");
        var first = await SubmitAsync(stage, NewSale(jan, "J-001"));

        Assert.Equal(SubmitSales.Refusal.InvoiceTaken, (await SubmitAsync(stage, NewSale(ben, "j 001"))).Refusal);
        Assert.Null((await SubmitAsync(stage, NewSale(luis, "J-001"))).Refusal);
        await DecideAsync(stage, new SaleDecision(first.Value, await stage.PersonAsync("Mia Larsen"), RejectionReason.Other));
        Assert.Null((await SubmitAsync(stage, NewSale(ben, "J-001"))).Refusal);
    }

    [Theory]
    [InlineData(1, SubmitSales.Refusal.InvoiceInTheFuture)]
    [InlineData(-46, SubmitSales.Refusal.InvoiceTooOld)]
    public async Task An_invoice_date_must_lie_in_the_claim_window(int days, SubmitSales.Refusal refusal)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");

        var outcome = await SubmitAsync(stage, NewSale(jan, "J-1") with { InvoiceOn = Stage.On("2026-11-12").AddDays(days) });

        Assert.Equal(refusal, outcome.Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Of_a_batch_good_sales_go_in_and_bad_ones_do_not_hold_them_up(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        NewSale[] sales =
        [
            NewSale(jan, "J-1"),
            NewSale(jan, "j1"),
            NewSale(jan, "J-2") with { Lines = [] },
            NewSale(jan, "J-3") with { Lines = [new NewSaleLine(99, 1, 100)] },
            NewSale(jan, "J-4") with { Currency = "GBP" },
            NewSale(jan, "J-5"),
        ];

        var outcomes = await stage.RunAsync<SubmitSales, IReadOnlyList<Outcome<long, SubmitSales.Refusal>>>(
            s => s.RunAsync(sales, CancellationToken.None));

        Assert.Equal(
            [
                null,
                SubmitSales.Refusal.InvoiceTaken,
                SubmitSales.Refusal.NoLines,
                SubmitSales.Refusal.UnknownProduct,
                SubmitSales.Refusal.NoExchangeRate,
                null,
            ],
            outcomes.Select(o => o.Refusal));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_second_decision_is_refused_even_when_two_come_at_once(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var sale = await SubmitAsync(stage, NewSale(await stage.PersonAsync("Jan Wójcik"), "J-1"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => TryApproveAsync(stage, sale.Value))));

        Assert.Equal(1, outcomes.Count(o => o));
        Assert.Equal(1018, (await PointsAsync(stage, await stage.PersonAsync("Jan Wójcik"))).Available);
        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task Nobody_decides_a_sale_of_their_own_or_of_their_own_firm()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var eva = await stage.PersonAsync("Eva Brandt");
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));

        Assert.Equal(DecideSales.Refusal.OwnSale, (await DecideAsync(stage, new SaleDecision(sale.Value, jan))).Refusal);
        Assert.Equal(DecideSales.Refusal.OwnFirm, (await DecideAsync(stage, new SaleDecision(sale.Value, eva))).Refusal);
    }

    [Fact]
    public async Task A_sale_to_a_public_body_is_recorded_and_earns_no_personal_points()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1") with { IsPublicSector = true });

        await ApproveAsync(stage, sale.Value);

        Assert.Equal((0, 0), await PointsAsync(stage, jan));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_return_takes_back_what_its_units_brought_and_what_is_spent_becomes_debt(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));
        await ApproveAsync(stage, sale.Value);
        await using var db = stage.OpenDb();
        var rack = await db.SaleLines.Where(l => l.SaleId == sale.Value).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();

        // The rack line brought 880 by revenue and 50 by units; one of its two units is half of each.
        Assert.Equal(465, await ReturnAsync(stage, rack, 1));
        Assert.Equal((553, 0), await PointsAsync(stage, jan));

        await stage.RunAsync<SpendPoints, Outcome<Posted, SpendPoints.Refusal>>(
            s => s.RunAsync(jan, 500, "reward/1", "", CancellationToken.None));
        Assert.Equal(465, await ReturnAsync(stage, rack, 1));

        var balance = await stage.BalanceAsync(jan);
        Assert.Equal((0, 412), (balance.Available, balance.Debt));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_return_before_the_decision_voids_waiting_points(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));
        await using var db = stage.OpenDb();
        var rack = await db.SaleLines.Where(l => l.SaleId == sale.Value).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();

        await ReturnAsync(stage, rack, 2);
        await ApproveAsync(stage, sale.Value);

        Assert.Equal((88, 0), await PointsAsync(stage, jan));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Units_that_come_back_at_once_each_count_and_no_more_than_were_sold(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var sale = await SubmitAsync(stage, NewSale(await stage.PersonAsync("Jan Wójcik"), "J-1"));
        await using var db = stage.OpenDb();
        var rack = await db.SaleLines.Where(l => l.SaleId == sale.Value).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(
            () => stage.RunAsync<ReturnUnits, Outcome<long, ReturnUnits.Refusal>>(
                r => r.RunAsync(rack, 1, personId: null, CancellationToken.None)))));

        Assert.Equal(2, outcomes.Count(o => o.Refusal is null));
        Assert.Equal(3, outcomes.Count(o => o.Refusal == ReturnUnits.Refusal.MoreThanSold));
        Assert.Equal(930, outcomes.Where(o => o.Refusal is null).Sum(o => o.Value));
        Assert.Equal(2, await db.SaleLines.Where(l => l.Id == rack).Select(l => l.ReturnedQuantity).SingleAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Fifty_sales_at_once_never_overspend_a_budget(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var terms = await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(launch => launch.RunAsync(
            new NewPromotion("TIGHT", BudgetPoints: 100, IsBase: false, Terms), CancellationToken.None));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => SubmitAsync(stage, NewSale(jan, $"T-{i}")))));

        await using var db = stage.OpenDb();
        var budget = AccountRef.Budget(terms.Value).Id;
        Assert.Equal(0, await db.Accounts.Where(a => a.Id == budget).Select(a => a.Points).SingleAsync());
        await stage.AssertTheBooksBalanceAsync();
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_return_takes_out_of_the_lot_of_its_sale_and_gives_back_to_the_budget_that_paid(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await stage.UseAsync(async scope =>
        {
            var db = scope.GetRequiredService<LeapDb>();
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            return await scope.GetRequiredService<Journal>().PostAndCommitAsync(write, [Gift(jan)], CancellationToken.None);
        });
        var budget = await BudgetAsync(stage);
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));
        await ApproveAsync(stage, sale.Value);
        await using var after = stage.OpenDb();
        var rack = await after.SaleLines.Where(l => l.SaleId == sale.Value).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();

        await ReturnAsync(stage, rack, 1);

        Assert.Equal(budget - 25, await BudgetAsync(stage));
        var account = AccountRef.Available(jan).Id;
        Assert.Equal(
            [100L, 553L],
            await after.Lots.Where(l => l.AccountId == account).OrderBy(l => l.ExpiresOn).Select(l => l.Remaining).ToListAsync());
        var own = after.Entries.Where(e => e.Cause == "J-1");
        var corrected = await own.Where(e => e.Kind == EntryKind.Reversed).Select(e => e.CorrectsId).Distinct().ToListAsync();
        Assert.Equal([await own.Where(e => e.Kind == EntryKind.Released).Select(e => (long?)e.Id).SingleAsync()], corrected);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_undecided_counts_on_no_board_and_neither_does_what_came_back_of_it(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await using var db = stage.OpenDb();
        var sold = db.Scores.Where(s => s.PersonId == jan && s.Period == "2026-11").Select(s => s.Selling);
        var sale = await SubmitAsync(stage, NewSale(jan, "J-1"));
        Assert.Equal(0, await sold.SumAsync());
        var rack = await db.SaleLines.Where(l => l.SaleId == sale.Value).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();

        await ReturnAsync(stage, rack, 2);
        Assert.Equal(0, await sold.SumAsync());
        await ApproveAsync(stage, sale.Value);

        Assert.Equal(88, await sold.SumAsync());
    }

    /// <summary>A hundred points that expire before those of any sale.</summary>
    private static NewEntry Gift(long personId) => new(
        "gift", EntryKind.Earned, Stage.On("2026-11-01"), "", [new(AccountRef.Issued, -100), new(AccountRef.Available(personId), 100)])
    {
        ExpiresOn = Stage.On("2026-12-31"),
    };

    private static PromotionVersion Terms(long id) => new()
    {
        PromotionId = id, Version = 1, Rule = "per-unit", Name = LocalizedText.Empty, Text = LocalizedText.Empty,
        StartsOn = Stage.On("2026-01-01"), EndsOn = Stage.On("2026-12-31"), Families = "services", Skus = "", Countries = "", Tiers = "",
        Points = 7, PerMinor = 0, MultiplierPercent = 0, Priority = 1, StackingGroup = "", WaitingDays = 0,
    };

    private static NewSale NewSale(long personId, string invoice) => new()
    {
        PersonId = personId, CustomerName = "Wawel Clinic", CustomerCountry = "PL", IsPublicSector = false, InvoiceNumber = invoice,
        InvoiceOn = Stage.On("2026-11-10"), Currency = "EUR", Lines = [new NewSaleLine(1, 2, 8_000_00), new NewSaleLine(3, 2, 800_00)],
    };

    private static async Task<Outcome<long, SubmitSales.Refusal>> SubmitAsync(Stage stage, NewSale sale) =>
        (await stage.RunAsync<SubmitSales, IReadOnlyList<Outcome<long, SubmitSales.Refusal>>>(
            s => s.RunAsync([sale], CancellationToken.None)))[0];

    private static async Task<Outcome<long, DecideSales.Refusal>> DecideAsync(Stage stage, SaleDecision decision) =>
        (await stage.RunAsync<DecideSales, IReadOnlyList<Outcome<long, DecideSales.Refusal>>>(
            d => d.RunAsync([decision], tellsSellers: true, CancellationToken.None)))[0];

    private static async Task ApproveAsync(Stage stage, long saleId) =>
        Assert.Null((await DecideAsync(stage, new SaleDecision(saleId, await stage.PersonAsync("Mia Larsen")))).Refusal);

    private static async Task<bool> TryApproveAsync(Stage stage, long saleId) =>
        (await DecideAsync(stage, new SaleDecision(saleId, await stage.PersonAsync("Mia Larsen")))).Refusal is null;

    private static async Task<long> ReturnAsync(Stage stage, long lineId, int units) =>
        (await stage.RunAsync<ReturnUnits, Outcome<long, ReturnUnits.Refusal>>(
            r => r.RunAsync(lineId, units, personId: null, CancellationToken.None))).Value;

    private static async Task<(long Available, long Pending)> PointsAsync(Stage stage, long personId)
    {
        var balance = await stage.BalanceAsync(personId);
        return (balance.Available, balance.Pending);
    }

    private static async Task<long> BudgetAsync(Stage stage)
    {
        await using var db = stage.OpenDb();
        var id = await db.Promotions.Where(p => p.Code == "RACK-25").Select(p => p.Id).SingleAsync();
        var account = AccountRef.Budget(id).Id;
        return await db.Accounts.Where(a => a.Id == account).Select(a => a.Points!.Value).SingleAsync();
    }
}
