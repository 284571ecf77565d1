using Leap.Members;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Imports;

public sealed class HeaderTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Finds_the_separator_in_the_header_and_says_it(char separator)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync("firms", ImportDesk.Firms.Replace(',', separator), "A,Acme,DE,,,,gold".Replace(',', separator));

        Assert.Equal((separator, 1), (report.Separator, report.Added));
    }

    [Fact]
    public async Task A_comma_in_a_name_does_not_decide_the_separator()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        await desk.ImportAsync("firms", ImportDesk.Firms.Replace(',', ';'), "A;Acme, Sons, Daughters, and all, of, Berlin;DE;;;;gold");

        Assert.Equal("Acme, Sons, Daughters, and all, of, Berlin", await desk.ReadAsync(db => db.Firms.Select(f => f.Name).SingleAsync()));
    }

    [Fact]
    public async Task A_missing_column_refuses_the_file_and_is_named()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("firms", "code;name;country;city;language;tax_id", "A;Acme;DE;;;");

        Assert.Equal(
            "The file has no column tier. Its header is separated by semicolons; add the column, then import the file again.",
            report.Refusal);
        Assert.Equal(0, report.Rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A,Acme,DE,,,,gold")]
    [InlineData("code|name|country|city|language|tax_id|tier")]
    public async Task A_file_without_its_header_is_told_what_it_should_be(string first)
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("firms", first);

        Assert.Contains(ImportDesk.Firms, report.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_stands_twice_refuses_the_file()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite);

        var report = await desk.ImportAsync("firms", ImportDesk.Firms + ",name");

        Assert.StartsWith("The column name appears twice", report.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_column_is_named_and_does_no_harm()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync("firms", ImportDesk.Firms + ",mood", "A,Acme,DE,,,,gold,sunny");

        Assert.Equal("mood", Assert.Single(report.UnusedColumns));
        Assert.Equal(1, report.Added);
    }

    [Fact]
    public async Task Order_case_spaces_and_a_mark_in_the_header_do_not_matter()
    {
        await using var desk = await ImportDesk.OpenAsync(Engine.Sqlite, "baseline/countries.csv");

        var report = await desk.ImportAsync("firms", "", "\uFEFFTier, Tax_ID ,language,CITY,country,name,code", "gold,,,,DE,Acme,A");

        Assert.Equal(1, report.Added);
    }
}
