using System.Globalization;
using CsvHelper;

namespace Leap.Seeding;

/// <summary>A file of the demo world's reference data, read whole. These files ship with the program: a wrong one is its fault.</summary>
internal static class SeedFile
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "seed-data");

    public static string Baseline(string name) => Path.Combine(Folder, "baseline", name);

    public static string Demo(string name) => Path.Combine(Folder, "demo", name);

    public static List<Row> Read(string path)
    {
        using var text = new StreamReader(path);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false });
        reader.Read();
        var places = reader.Current.ToArray().Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(new Row(places, reader.Current.ToArray()));
        }

        return rows;
    }

    internal sealed class Row(Dictionary<string, int> places, string[] cells)
    {
        public string this[string column] => cells[places[column]];

        public decimal Number(string column) => decimal.Parse(this[column], CultureInfo.InvariantCulture);

        public DateOnly Day(string column) => DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public DateOnly? OptionalDay(string column) => this[column].Length == 0 ? null : Day(column);

        public string[] List(string column) => this[column].Split('|', StringSplitOptions.RemoveEmptyEntries);
    }
}
