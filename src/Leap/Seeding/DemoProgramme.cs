using CsvHelper;

namespace Leap.Seeding;

/// <summary>The whole invented programme, always the same for one size, in the formats that customers import.</summary>
public sealed class DemoProgramme
{
    public required IReadOnlyList<DemoFirm> Firms { get; init; }

    public required IReadOnlyList<DemoPerson> Staff { get; init; }

    /// <summary>The participants.</summary>
    public required IReadOnlyList<DemoPerson> People { get; init; }

    /// <summary>In the order of days.</summary>
    public required IReadOnlyList<DemoCompletion> Completions { get; init; }

    /// <summary>In the order in which they were reported.</summary>
    public required IReadOnlyList<DemoSale> Sales { get; init; }

    /// <summary>In the order of days.</summary>
    public required IReadOnlyList<DemoSellOut> SellOut { get; init; }

    public static DemoProgramme Invent(DemoSize size)
    {
        var seed = SeedData.Load();
        var firms = InventFirms.Run(seed, size);
        var people = InventPeople.Run(seed, firms, size);
        var sales = InventSales.Run(seed, firms, size);
        return new DemoProgramme
        {
            Firms = firms,
            Staff = InventPeople.Staff(),
            People = people,
            Completions = InventCompletions.Run(seed, people, size),
            Sales = sales,
            SellOut = InventSellOut.Run(seed, firms, sales, size),
        };
    }

    /// <summary>Each file's name with its whole text.</summary>
    public IReadOnlyDictionary<string, string> Files() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["firms.csv"] = FirmsText(),
        ["people.csv"] = PeopleText(),
        ["completions.csv"] = CompletionsText(Completions),
        ["sales.csv"] = SalesText(Sales, isDecided: true),
        ["sell-out.csv"] = SellOutText(),
    };

    public string FirmsText() => Text(DemoFirm.Columns, Firms.Select(f => f.ToRow()));

    public string PeopleText() => Text(DemoPerson.Columns, Staff.Concat(People).Select(p => p.ToRow()));

    public string SellOutText()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Text(DemoSellOut.Columns, SellOut.Select(r => r.ToRow(Next(r.Distributor))));

        int Next(string distributor) => numbers[distributor] = numbers.GetValueOrDefault(distributor) + 1;
    }

    public static string CompletionsText(IEnumerable<DemoCompletion> completions) =>
        Text(DemoCompletion.Columns, completions.Select(c => c.ToRow()));

    /// <param name="isDecided">Whether the rows say what was decided, or report the sales as their sellers did.</param>
    public static string SalesText(IEnumerable<DemoSale> sales, bool isDecided) =>
        Text(DemoSale.Columns, sales.SelectMany(s => s.ToRows(isDecided)));

    private static string Text(string[] columns, IEnumerable<string[]> rows)
    {
        var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord(columns);
            foreach (var row in rows)
            {
                csv.WriteRecord(row);
            }
        }

        return text.ToString();
    }
}
