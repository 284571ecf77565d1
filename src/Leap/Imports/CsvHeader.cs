using CsvHelper;
using Leap.Locales;

namespace Leap.Imports;

/// <summary>The first line of a file. The separator is the one under which it holds most of the columns that the subject needs.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> places;

    private CsvHeader(char separator, string[] names, IImport import)
    {
        Separator = separator;
        Width = names.Length;
        places = names.Index().Where(n => n.Item.Length > 0).DistinctBy(n => n.Item, StringComparer.Ordinal)
            .ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        Missing = [.. import.Columns.Where(c => !places.ContainsKey(c))];
        Unused = [.. places.Keys.Except(import.Columns, StringComparer.Ordinal).Except(import.OptionalColumns, StringComparer.Ordinal)];
        Twice = names.FirstOrDefault(n => n.Length > 0 && names.Count(m => string.Equals(m, n, StringComparison.Ordinal)) > 1);
    }

    public char Separator { get; }

    public int Width { get; }

    public IReadOnlyList<string> Missing { get; }

    public IReadOnlyList<string> Unused { get; }

    /// <summary>A column that stands twice in the header; null when none does.</summary>
    public string? Twice { get; }

    /// <summary>Minus one where the file does not have the column.</summary>
    public int Place(string column) => places.GetValueOrDefault(column, -1);

    public static CsvHeader Read(string line, IImport import) =>
        CsvSeparators.All.Select(s => new CsvHeader(s, Split(line, s), import)).MinBy(h => h.Missing.Count)!;

    /// <summary>A sentence when the file can't be read under this header; null when it can.</summary>
    public string? Refusal(IImport import, Locale locale)
    {
        if (Missing.Count == import.Columns.Count)
        {
            return locale.Text("import.file.no_header", ("columns", string.Join(",", import.Columns)));
        }

        if (Missing.Count > 0)
        {
            var separator = CsvSeparators.Name(Separator, locale);
            return locale.Count("import.file.missing", Missing.Count, ("columns", string.Join(", ", Missing)), ("separator", separator));
        }

        return Twice is null ? null : locale.Text("import.file.twice", ("column", Twice));
    }

    private static string[] Split(string line, char separator)
    {
        using var reader = CsvReader.FromText(line, new CsvReaderOptions { Separator = separator, HasHeader = false });
        return reader.Read() ? [.. reader.Current.ToArray().Select(c => c.Trim().TrimStart('\uFEFF').ToLowerInvariant())] : [];
    }
}
