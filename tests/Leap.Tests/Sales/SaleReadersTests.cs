using Leap.Awards;
using Leap.Data;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Sales;

public sealed class SaleReadersTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_preview_says_what_a_report_would_earn_and_writes_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var sale = NewSale(await stage.PersonAsync("Jan Wójcik"), "P-1");
        await using var db = stage.OpenDb();
        var before = (await db.Sales.CountAsync(), await db.Awards.CountAsync());

        var preview = (await PreviewAsync(stage, sale)).Value;

        Assert.Equal([930, 88], preview.Lines.Select(l => l.Points));
        Assert.Equal(["why.not.product"], preview.Lines[1].Misses.Select(m => m.Why.Key));
        Assert.False(preview.IsInvoiceTaken);
        Assert.Equal(before, (await db.Sales.CountAsync(), await db.Awards.CountAsync()));
        var reported = (await SubmitAsync(stage, sale)).Value;
        Assert.Equal(preview.Lines.Sum(l => l.Points), (await ExplainAsync(stage, reported)).Sum(l => l.Points));
    }

    [Theory]
    [OnSqlite]
    public async Task A_preview_needs_no_invoice_number_and_warns_of_a_taken_one(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");

        Assert.False((await PreviewAsync(stage, NewSale(anna, ""))).Value.IsInvoiceTaken);
        Assert.True((await PreviewAsync(stage, NewSale(anna, "inv 1"))).Value.IsInvoiceTaken);
        Assert.Equal(SubmitSales.Refusal.NoLines, (await PreviewAsync(stage, NewSale(anna, "") with { Lines = [] })).Refusal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task An_explanation_tells_what_was_stored_and_why_the_rest_did_not_pay(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var id = (await SubmitAsync(stage, NewSale(jan, "E-1"))).Value;

        var lines = await ExplainAsync(stage, id);

        Assert.Equal([880, 50], lines[0].Grants.Select(g => g.Points));
        Assert.Empty(lines[0].Misses);
        Assert.Equal(["why.not.product"], lines[1].Misses.Select(m => m.Why.Key));
    }

    [Theory]
    [OnSqlite]
    public async Task A_rejected_sale_and_one_to_a_public_body_earn_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var rejected = (await SubmitAsync(stage, NewSale(jan, "R-1"))).Value;
        var toPublic = (await SubmitAsync(stage, NewSale(jan, "R-2") with { IsPublicSector = true })).Value;
        await DecideAsync(stage, new SaleDecision(rejected, await stage.PersonAsync("Mia Larsen"), RejectionReason.ProofMissing));

        Assert.All(await ExplainAsync(stage, rejected), line => Assert.Equal(0, line.Points));
        Assert.All(await ExplainAsync(stage, rejected), line => Assert.NotEmpty(line.Grants));
        Assert.All(await ExplainAsync(stage, toPublic), line => Assert.Empty(line.Grants));
        Assert.All(await ExplainAsync(stage, toPublic), line => Assert.Empty(line.Misses));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Evidence_weighs_customer_price_sell_out_and_pace(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var id = (await SubmitAsync(stage, NewSale(anna, "W-1"))).Value;

        var without = await WeighAsync(stage, id);
        await ReportSellOutAsync(stage, quantity: 2, "2026-11-14");
        await ReportSellOutAsync(stage, quantity: 5, "2026-11-25");
        var with = await WeighAsync(stage, id);

        Assert.Equal((1, Weight.For), (without.Customer.Sales, without.Customer.Weight));
        Assert.Equal(1.0476m, without.Prices[0].Share, 4);
        Assert.Equal((1, 19_360_00, Weight.For), (without.Pace.Sales, without.Pace.UsualMinor, without.Pace.Weight));
        Assert.Equal((0, 0, 2), (without.SellOut.Rows.Count, without.SellOut.Matched, without.SellOut.Products));
        Assert.Equal((1, 1, Weight.Open), (with.SellOut.Rows.Count, with.SellOut.Matched, with.SellOut.Weight));
    }

    [Theory]
    [InlineData(1, Weight.For)]
    [InlineData(0.5, Weight.For)]
    [InlineData(0.4, Weight.Open)]
    [InlineData(1.3, Weight.Open)]
    [InlineData(2.5, Weight.Against)]
    [InlineData(0.1, Weight.Against)]
    public void A_price_far_from_list_weighs_against_a_sale(double share, Weight weight) =>
        Assert.Equal(weight, new PriceShare("R2240-16C-128", (decimal)share).Weight);

    [Theory]
    [InlineData(0, 0, 100, Weight.Open)]
    [InlineData(4, 100, 300, Weight.For)]
    [InlineData(4, 100, 301, Weight.Open)]
    public void A_sale_much_larger_than_usual_is_looked_at(int sales, long usual, long now, Weight weight) =>
        Assert.Equal(weight, new SellerPace(sales, usual, now).Weight);

    private static NewSale NewSale(long personId, string invoice) => new()
    {
        PersonId = personId,
        CustomerName = "Lumen Print",
        CustomerCountry = "DE",
        IsPublicSector = false,
        InvoiceNumber = invoice,
        InvoiceOn = Stage.On("2026-11-11"),
        Currency = "EUR",
        Lines = [new NewSaleLine(1, 2, 8_000_00), new NewSaleLine(3, 2, 800_00)],
    };

    private static Task<Outcome<Preview, SubmitSales.Refusal>> PreviewAsync(Stage stage, NewSale sale) =>
        stage.RunAsync<PreviewSale, Outcome<Preview, SubmitSales.Refusal>>(preview => preview.RunAsync(sale, CancellationToken.None));

    private static Task<Outcome<long, SubmitSales.Refusal>> SubmitAsync(Stage stage, NewSale sale) =>
        stage.RunAsync<SubmitSales, Outcome<long, SubmitSales.Refusal>>(
            async submit => (await submit.RunAsync([sale], CancellationToken.None))[0]);

    private static Task DecideAsync(Stage stage, SaleDecision decision) =>
        stage.RunAsync<DecideSales, long>(
            async decide => (await decide.RunAsync([decision], tellsSellers: false, CancellationToken.None))[0].Value);

    private static async Task<IReadOnlyList<LineEarning>> ExplainAsync(Stage stage, long id)
    {
        var sale = await SaleAsync(stage, id);
        return await stage.RunAsync<SaleExplanations, IReadOnlyList<LineEarning>>(e => e.OfAsync(sale, CancellationToken.None));
    }

    private static async Task<Evidence> WeighAsync(Stage stage, long id)
    {
        var sale = await SaleAsync(stage, id);
        return await stage.RunAsync<SaleEvidence, Evidence>(e => e.OfAsync(sale, CancellationToken.None));
    }

    private static async Task<Sale> SaleAsync(Stage stage, long id)
    {
        await using var db = stage.OpenDb();
        return await db.Sales.AsNoTracking().Include(s => s.Lines.OrderBy(l => l.Id)).SingleAsync(s => s.Id == id);
    }

    private static async Task ReportSellOutAsync(Stage stage, int quantity, string day)
    {
        await using var db = stage.OpenDb();
        db.SellOut.Add(new SellOut
        {
            DistributorId = await db.Distributors.Select(d => d.Id).FirstAsync(),
            RowKey = day,
            SoldOn = Stage.On(day),
            ResellerName = "Nordlicht",
            FirmId = await db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync(),
            SellerCode = "",
            ProductId = 1,
            Quantity = quantity,
            ReportingMinor = 1,
        });
        await db.SaveChangesAsync();
    }
}
