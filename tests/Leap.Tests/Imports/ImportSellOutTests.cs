using Leap.Sales;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class ImportSellOutTests
{
    private const string Header = "distributor,row,sold_on,reseller,firm,seller,sku,quantity,net_amount,currency";
    private const string One = "NORDHAVN,1001,2026-11-02,Acme Data GmbH,ACME,ADA@acme.example,R1,2,3000.00,EUR";
    private const string Outside = "NORDHAVN,1002,2026-11-02,Somebody Else,,S-77,R1,1,1500.00,EUR";

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Rows_are_matched_to_firm_and_person_and_converted(Engine engine)
    {
        await using var desk = await ImportDesk.OpenSmallAsync(engine);

        var report = await desk.ImportAsync("sell-out", Header, One, Outside, "NORDHAVN,1003,2026-11-04,Acme,ACME,,R1,-1,-1500.00,EUR");

        var rows = await desk.ReadAsync(db => db.SellOut.OrderBy(s => s.RowKey).ToListAsync());
        Assert.Equal(3, report.Added);
        Assert.Equal([330_000, 165_000, -165_000], rows.Select(r => r.ReportingMinor));
        Assert.Equal([true, false, true], rows.Select(r => r.FirmId is not null));
        Assert.Equal([true, false, false], rows.Select(r => r.PersonId is not null));
        Assert.Equal(["ADA@acme.example", "S-77", ""], rows.Select(r => r.SellerCode));
    }

    [Fact]
    public async Task The_same_row_again_is_nothing_new_and_with_other_content_refused()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);
        await desk.ImportAsync("sell-out", Header, One, Outside);

        var again = await desk.ImportAsync("sell-out", Header, One, Outside.Replace("R1,1,", "R1,7,", StringComparison.Ordinal));

        Assert.Equal((0, 1), (again.Added, again.Unchanged));
        Assert.Equal((3L, "row", "1002"), (Assert.Single(again.Bad).Line, again.Bad[0].Column, again.Bad[0].Value));
    }

    [Fact]
    public async Task A_row_without_a_rate_is_refused()
    {
        await using var desk = await ImportDesk.OpenSmallAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("sell-out", Header, One.Replace("EUR", "KWD", StringComparison.Ordinal));

        Assert.Equal("currency", Assert.Single(report.Bad).Column);
    }
}
