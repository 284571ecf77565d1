using System.Text;
using CsvHelper;

namespace Leap.Web.Tests.Hosting;

/// <summary>Every file of values that the program gives out, opened where such files are opened.</summary>
[Collection(nameof(Crawl))]
public sealed class CsvTests(Crawl crawl)
{
    private static readonly char[] Dangerous = ['=', '+', '-', '@', '\t', '\r', '\0'];

    private IEnumerable<Crawl.Answer> Files =>
        crawl.Answers.Where(a => a.Message.Content.Headers.ContentType?.MediaType == "text/csv");

    [Fact]
    public async Task Every_export_that_a_route_offers_was_opened()
    {
        var offered = (await crawl.AsksAsync("manager")).Concat(await crawl.AsksAsync("seller"))
            .Where(a => a.Address.Contains("Csv", StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Address).ToHashSet(StringComparer.Ordinal);

        Assert.True(offered.Count >= 8, $"Only {offered.Count} exports.");
        Assert.Empty(offered.Except(Files.Select(f => f.Address), StringComparer.Ordinal));
    }

    [Fact]
    public void None_holds_a_cell_that_a_spreadsheet_would_run()
    {
        var cells = Files.SelectMany(f => Cells(f.Body).Select(cell => (f.Address, Cell: cell))).ToList();

        Assert.Contains(cells, c => c.Cell.StartsWith("'" + Crawl.Formula, StringComparison.Ordinal));
        Assert.DoesNotContain(cells, c => c.Cell.Length > 0 && Dangerous.Contains(c.Cell[0]));
    }

    [Fact]
    public void Each_is_saved_under_a_name_of_ours_and_not_shown() => Assert.All(Files, f =>
    {
        var disposition = f.Message.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Matches("^[a-z0-9.-]+[.]csv$", disposition.FileName!.Trim('"'));
        Assert.Equal("utf-8", f.Message.Content.Headers.ContentType!.CharSet);
    });

    private static List<string> Cells(string body)
    {
        using var csv = CsvReader.Create(new StringReader(body.TrimStart('\uFEFF')), new CsvReaderOptions { HasHeader = false });
        var cells = new List<string>();
        while (csv.Read())
        {
            cells.AddRange(csv.Current.ToArray());
        }

        return cells;
    }
}
