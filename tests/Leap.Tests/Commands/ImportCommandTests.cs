using System.Text;
using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Commands;

public sealed class ImportCommandTests
{
    private static readonly string[] Countries = ["code,region,currency,language", "DE,europe,EUR,de", "PL,europe,PLN,pl"];

    [Fact]
    public async Task A_good_file_is_done_and_counted()
    {
        await using var terminal = new Terminal();
        var file = terminal.Write("countries.csv", Countries);

        Assert.Equal(0, await terminal.RunAsync("import", "countries", file));
        Assert.Equal("countries: 2 rows, separated by commas: 2 added, 0 changed, 0 unchanged, 0 refused.", terminal.Out.Trim());
        Assert.Empty(terminal.Error);

        Assert.Equal(0, await terminal.RunAsync("import", "countries", file));
        Assert.Equal("countries: 2 rows, separated by commas: 0 added, 0 changed, 2 unchanged, 0 refused.", terminal.Out.Trim());
    }

    [Fact]
    public async Task A_dry_run_says_so_and_keeps_nothing()
    {
        await using var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync("import", "countries", terminal.Write("countries.csv", Countries), "--dry-run"));

        Assert.Contains("2 added", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("This was a dry run: nothing was kept.", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.Get<LeapDb>().Countries.CountAsync());
    }

    [Fact]
    public async Task Refused_rows_are_told_and_lie_in_a_report_while_good_rows_go_in()
    {
        await using var terminal = new Terminal();
        var bad = Enumerable.Range(0, 12).Select(i => $"=Q{i},europe,EUR,de");

        Assert.Equal(1, await terminal.RunAsync("import", "countries", terminal.Write("countries.csv", [.. Countries, .. bad])));

        var report = Assert.Single(Directory.GetFiles(Path.Combine(terminal.Settings.DataFolder, "imports")));
        Assert.Contains("2 added, 0 changed, 0 unchanged, 12 refused", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("line 4, code, “=Q0”: There is no country with this code.", terminal.Error, StringComparison.Ordinal);
        Assert.Contains($"and 2 more. All reasons are in {report}", terminal.Error, StringComparison.Ordinal);
        Assert.EndsWith("countries-20261122-093000.report.csv", report, StringComparison.Ordinal);
        Assert.Equal(13, (await File.ReadAllLinesAsync(report)).Length);
        Assert.Contains("4,code,\"'=Q0\",", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_the_README_gives_an_empty_installation_its_first_administrator()
    {
        await using var terminal = new Terminal();
        var file = Checkout.Read("README.md").Split("```csv\n")[1].Split("\n```")[0].Split('\n');
        var countries = Checkout.Read("seed-data/baseline/countries.csv").Split('\n');

        Assert.Equal(0, await terminal.RunAsync("import", "countries", terminal.Write("countries.csv", countries)));
        Assert.Equal(0, await terminal.RunAsync("import", "people", terminal.Write("staff.csv", file)));

        var kim = await terminal.Get<LeapDb>().People.SingleAsync();
        Assert.Equal((StaffRole.Administrator, "KIM@VENDOR.EXAMPLE"), (kim.Staff, kim.NormalizedEmail));
    }

    [Fact]
    public async Task A_column_that_has_no_use_is_named()
    {
        await using var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync("import", "countries", terminal.Write("c.csv", [.. Countries.Select(l => l + ",x")])));

        Assert.Contains("These columns have no use here and were not read: x.", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        await using var terminal = new Terminal();

        Assert.Equal(1, await terminal.RunAsync("import", "people", "nowhere.csv"));

        Assert.Equal("There is no file nowhere.csv.", terminal.Error.Trim());
    }

    [Fact]
    public async Task A_file_under_another_header_is_refused_with_the_right_one()
    {
        await using var terminal = new Terminal();

        Assert.Equal(1, await terminal.RunAsync("import", "products", terminal.Write("countries.csv", Countries)));

        Assert.EndsWith("read: sku,name,family,list_price,eligible_from,eligible_to", terminal.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused()
    {
        await using var terminal = new Terminal();
        var path = Path.Combine(terminal.Settings.DataFolder, "latin.csv");
        await File.WriteAllTextAsync(path, "code;name\nA;Müller", Encoding.Latin1);

        Assert.Equal(1, await terminal.RunAsync("import", "firms", path));

        Assert.Contains("neither UTF-8 nor UTF-16", terminal.Error, StringComparison.Ordinal);
    }
}
