using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Imports;

public sealed class ImportSalesTests
{
    private const string Header =
        "invoice_number,invoice_on,email,customer,customer_country,public_sector,distributor,currency,sku,quantity,unit_price,decision,"
        + "decided_on";

    private const string One = "RE-1,2026-11-02,ada@acme.example,Stadtwerke,DE,no,,EUR,R1,2,1500.00,,";
    private const string Two = "F/7,2026-11-03,jan@zebra.example,Huta,PL,yes,NORDHAVN,PLN,R1,1,8000.50,approved,2026-11-05";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Rows_of_one_invoice_are_one_sale_and_decisions_are_made_without_a_mail(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);

        var report = await desk.ImportAsync("sales", Header, One, One.Replace("R1,2", "R1,3", StringComparison.Ordinal), Two);

        Assert.Empty(report.Bad);
        var sales = await desk.ReadAsync(db => db.Sales.Include(s => s.Lines).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([2, 1], sales.Select(s => s.Lines.Count));
        Assert.Equal([SaleState.Submitted, SaleState.Approved], sales.Select(s => s.State));
        Assert.Equal(150_000, sales[0].Lines[0].UnitPriceMinor);
        Assert.Equal(330_000, sales[0].Lines[0].ReportingMinor);
        var manager = await desk.ReadAsync(db => db.People.Where(p => p.Staff != null).Select(p => p.Id).SingleAsync());
        Assert.Equal(manager, sales[1].DecidedById);
        Assert.Equal(0, await desk.ReadAsync(db => db.Messages.CountAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_second_time_changes_nothing(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        string[] file =
            [Header, One, Two, "F/8,2026-11-03,jan@zebra.example,Huta,PL,no,,PLN,R1,1,8000.50,rejected:other,2026-11-05"];

        await desk.ImportAsync("sales", file);
        var again = await desk.ImportAsync("sales", file);

        Assert.Equal((3, 0, 0, 3), (again.Rows, again.Added, again.Changed, again.Unchanged));
        Assert.Equal(3, await desk.ReadAsync(db => db.Sales.CountAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_dry_run_keeps_neither_sale_nor_points(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);
        await desk.ImportTextAsync("promotions", Checkout.Read("seed-data/demo/promotions.csv"));
        var entries = await desk.ReadAsync(db => db.Entries.CountAsync());
        string[] file = [Header, One, Two.Replace("yes", "no", StringComparison.Ordinal)];

        var rehearsed = await desk.RehearseAsync("sales", file);
        var kept = await desk.ReadAsync(async db => (await db.Sales.CountAsync(), await db.Entries.CountAsync()));
        var done = await desk.ImportAsync("sales", file);

        Assert.Equal((0, entries), kept);
        Assert.Equal((done.Rows, done.Added), (rehearsed.Rows, rehearsed.Added));
        Assert.Equal(2, done.Added);
        await using var scope = desk.Services.CreateAsyncScope();
        var verify = scope.ServiceProvider.GetRequiredService<VerifyLedger>();
        var books = await verify.RunAsync(asOf: null, onProgress: null, CancellationToken.None);
        Assert.Equal((null, entries + 3), (books.Difference, books.Entries));
    }

    [Fact]
    public async Task A_later_decision_is_a_change_and_a_contrary_one_is_refused()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("sales", Header, One);

        var approved = await desk.ImportAsync("sales", Header, One[..^2] + ",approved,2026-11-09");
        var rejected = await desk.ImportAsync("sales", Header, One[..^2] + ",rejected:proof-missing,2026-11-10");

        Assert.Equal((1, 0), (approved.Changed, approved.Added));
        Assert.Equal("Someone has decided this sale already.", Assert.Single(rejected.Bad).Reason);
    }

    [Fact]
    public async Task The_same_invoice_with_other_lines_is_refused()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("sales", Header, One);

        var report = await desk.ImportAsync("sales", Header, One.Replace("R1,2", "R1,20", StringComparison.Ordinal));

        Assert.Equal("Your firm has reported this invoice already.", Assert.Single(report.Bad).Reason);
    }

    [Fact]
    public async Task A_rejected_invoice_can_come_again_with_what_was_wrong_put_right()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("sales", Header, One[..^2] + ",rejected:wrong-quantity,2026-11-10");

        var report = await desk.ImportAsync("sales", Header, One.Replace("R1,2", "R1,20", StringComparison.Ordinal));

        Assert.Equal(1, report.Added);
        var states = await desk.ReadAsync(db => db.Sales.OrderBy(s => s.Id).Select(s => s.State).ToListAsync());
        Assert.Equal([SaleState.Rejected, SaleState.Submitted], states);
    }

    [Fact]
    public async Task A_sale_with_one_bad_row_stays_out_as_a_whole()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("sales", Header, One, One.Replace("R1,2", "R9,2", StringComparison.Ordinal), Two);

        Assert.Equal([(2L, ""), (3L, "sku")], report.Bad.Select(b => (b.Line, b.Column)));
        Assert.Equal((1, 2), (report.Added, report.Refused));
    }

    [Fact]
    public async Task Rows_of_one_invoice_must_stand_together_and_agree()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        var other = One.Replace("Stadtwerke", "Rathaus", StringComparison.Ordinal);

        var scattered = await desk.ImportAsync("sales", Header, One, Two, One);
        var disagreeing = await desk.ImportTextAsync(
            "sales", string.Join('\n', Header, One, other).Replace("RE-1", "RE-2", StringComparison.Ordinal));

        Assert.Equal(4, Assert.Single(scattered.Bad).Line);
        Assert.Equal(2, scattered.Added);
        Assert.Equal([2L, 3L], disagreeing.Bad.Select(b => b.Line));
    }

    [Theory]
    [InlineData("RE-9,2026-11-23,ada@acme.example,X,DE,no,,EUR,R1,2,1500.00,,", "invoice_number", "The invoice date lies in the future.")]
    [InlineData("RE-9,2026-09-01,ada@acme.example,X,DE,no,,EUR,R1,2,1500.00,,", "invoice_number", "The invoice is too old to be reported.")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,,EUR,T1,2,1500.00,,", "invoice_number", "A product was not eligible")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,,CHF,R1,2,1500.00,,", "invoice_number", "There is no exchange rate")]
    [InlineData("RE-9,2026-11-02,who@acme.example,X,DE,no,,EUR,R1,2,1500.00,,", "invoice_number", "There is no person")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,XX,no,,EUR,R1,2,1500.00,,", "customer_country", "There is no country")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,maybe,,EUR,R1,2,1500.00,,", "public_sector", "Use one of: yes, no.")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,NOBODY,EUR,R1,2,1500.00,,", "distributor", "There is no distributor")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,,EUR,R1,0,1500.00,,", "quantity", "The number lies outside 1 to 10,000.")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,,JPY,R1,1,1500.50,,", "unit_price", "JPY has 0 decimals")]
    [InlineData("RE-9,2026-11-02,ada@acme.example,X,DE,no,,EUR,R1,2,1500.00,approved,", "decided_on", "The cell is empty.")]
    public async Task Why_a_sale_was_refused_is_told(string row, string column, string reason)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("sales", Header, One, row);

        var bad = Assert.Single(report.Bad);
        Assert.Equal((3, column), (bad.Line, bad.Column));
        Assert.StartsWith(reason, bad.Reason, StringComparison.Ordinal);
        Assert.Equal(1, report.Added);
    }

    [Fact]
    public async Task A_reason_that_nobody_knows_is_refused_with_those_that_there_are()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("sales", Header, One[..^2] + ",rejected:mood,2026-11-10");

        Assert.Contains("proof-missing", Assert.Single(report.Bad).Reason, StringComparison.Ordinal);
    }
}
