using Leap.Imports;
using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class MalformedRowTests
{
    [Theory]
    [InlineData("B,Bad", "", "", "The row has 2 cells and the header 7.")]
    [InlineData("B,Bad,DE,,,,gold,more", "", "", "The row has 8 cells and the header 7.")]
    [InlineData("B,Ba\"d,DE,,,,gold", "", "", "There is a quotation mark inside the cell.")]
    [InlineData("B,\"Bad\"x,DE,,,,gold", "", "", "There is a quotation mark inside the cell.")]
    [InlineData("B,,DE,,,,gold", "name", "", "The cell is empty.")]
    [InlineData(",Bad,DE,,,,gold", "code", "", "The cell is empty.")]
    [InlineData("B B,Bad,DE,,,,gold", "code", "B B", "Use letters, digits")]
    [InlineData("B,Bad,ZZ,,,,gold", "country", "ZZ", "The programme does not run in this country.")]
    [InlineData("B,Bad,DE,,tlh,,gold", "language", "tlh", "The programme does not speak this language.")]
    [InlineData("B,Bad,DE,,,,golden", "tier", "golden", "Use one of: authorized, silver, gold, platinum.")]
    [InlineData("B,\"Two\nlines\",DE,,,,gold", "name", "Two\nlines", "The text holds a line break")]
    [InlineData("a,Other,DE,,,,gold", "code", "a", "Line 2 of this file has the same key.")]
    public async Task A_bad_row_is_named_with_its_reason_and_holds_up_no_other(string row, string column, string value, string reason)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync("firms", ImportDesk.Firms, "A,Acme,DE,,,,gold", row, "C,Carat,DE,,,,gold");

        var bad = Assert.Single(report.Bad);
        Assert.Equal((3, column, value), (bad.Line, bad.Column, bad.Value));
        Assert.StartsWith(reason, bad.Reason, StringComparison.Ordinal);
        Assert.Equal((3, 2, 1), (report.Rows, report.Added, report.Refused));
        Assert.Equal(["A", "C"], await desk.ReadAsync(db => db.Firms.Select(f => f.Code).OrderBy(c => c).ToListAsync()));
    }

    [Theory]
    [InlineData("P,Name,rack,1234.5678,2026-01-01,", "list_price", "USD has 2 decimals")]
    [InlineData("P,Name,rack,\"1,234.00\",2026-01-01,", "list_price", "Write a plain number with a decimal point")]
    [InlineData("P,Name,rack,-1,2026-01-01,", "list_price", "The number lies outside 0 to")]
    [InlineData("P,Name,rack,99999999999999999999999999999999,2026-01-01,", "list_price", "Write a plain number")]
    [InlineData("P,Name,rack,1,01.02.2026,", "eligible_from", "Write the date as year, month and day")]
    [InlineData("P,Name,rack,1,2026-02-30,", "eligible_from", "Write the date as year, month and day")]
    [InlineData("P,Name,rack,1,1026-02-03,", "eligible_from", "The year lies outside 2000 to 2099.")]
    [InlineData("P,Name,rack,1,2026-02-03,2026-02-02", "eligible_to", "The last day lies before the first.")]
    [InlineData("P,Name,Rack Server,1,2026-02-03,", "family", "Use small letters, digits and hyphens only.")]
    public async Task Numbers_dates_and_words_are_read_in_one_way_only(string row, string column, string reason)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("products", ImportDesk.Products, row);

        var bad = Assert.Single(report.Bad);
        Assert.Equal(column, bad.Column);
        Assert.StartsWith(reason, bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_bad_cell_of_a_row_is_told_at_once()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("products", ImportDesk.Products, "P,,RACK,x,,");

        Assert.Equal(["name", "family", "list_price", "eligible_from"], report.Bad.Select(b => b.Column));
        Assert.Equal((1, 1), (report.Rows, report.Refused));
    }

    [Fact]
    public async Task A_row_is_found_by_the_line_it_begins_on()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync(
            "firms", ImportDesk.Firms, "", "A,\"Two\n\nlines\",DE,,,,gold", "", ",,,,,,", "B,\"One \"\"quoted\"\" name\",DE,,,,none");

        Assert.Equal([3L, 8L], report.Bad.Select(b => b.Line));
        Assert.Equal(2, report.Rows);
    }

    [Fact]
    public async Task A_quotation_mark_that_never_closes_ends_the_reading_and_keeps_what_came_before()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");
        var rest = Enumerable.Range(0, 20_000).Select(i => $"F{i},Firm {i},DE,,,,gold");

        var report = await desk.ImportAsync("firms", [ImportDesk.Firms, "A,Acme,DE,,,,gold", "B,\"Bad,DE,,,,gold", .. rest]);

        var bad = Assert.Single(report.Bad);
        Assert.Equal((3, "A quotation mark is opened here and never closed; nothing after it was read."), (bad.Line, bad.Reason));
        Assert.Equal((2, 1), (report.Rows, report.Added));
    }

    [Fact]
    public async Task A_last_row_whose_quotation_mark_is_not_closed_is_refused()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync("firms", ImportDesk.Firms, "A,Acme,DE,,,,gold", "B,Bad,DE,,,,\"gold");

        Assert.Equal((1, 3), (report.Added, Assert.Single(report.Bad).Line));
    }

    [Fact]
    public async Task A_long_cell_is_refused_and_cut_in_the_report()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync(
            "firms", ImportDesk.Firms, $"A,{new string('x', 201)},DE,,,,gold", $"B,{new string('x', ImportRow.CellMax + 1)},DE,,,,gold");

        Assert.Equal("The text has 201 characters, and 200 fit.", report.Bad[0].Reason);
        Assert.Equal("A cell is longer than 4,000 characters.", report.Bad[1].Reason);
        Assert.Equal(new string('x', 80) + "…", report.Bad[0].Value);
    }
}
