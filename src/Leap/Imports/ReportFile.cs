using System.Globalization;
using CsvHelper;

namespace Leap.Imports;

/// <summary>
/// Writes what was refused as CSV: with a byte order mark, so that spreadsheets read it as UTF-8, and an apostrophe before a value that
/// they would run as a formula.
/// </summary>
public static class ReportFile
{
    private static readonly string[] Columns = ["line", "column", "value", "reason"];

    /// <summary>Writes `imports/{name}-{time}.report.csv` in the data folder and answers with its path.</summary>
    public static async Task<string> WriteAsync(
        string dataFolder, string name, DateTime now, IReadOnlyList<BadRow> bad, CancellationToken cancel)
    {
        var folder = Path.Combine(dataFolder, "imports");
        Directory.CreateDirectory(folder);
        var time = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}-{time}.report.csv");
        await using var csv = CsvWriter.ToFile(path, new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape });
        await WriteAsync(csv, bad, cancel);
        return path;
    }

    public static async Task WriteAsync(TextWriter file, IReadOnlyList<BadRow> bad, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        await WriteAsync(csv, bad, cancel);
    }

    private static async Task WriteAsync(CsvWriter csv, IReadOnlyList<BadRow> bad, CancellationToken cancel)
    {
        await csv.WriteRecordAsync(Columns, cancel);
        foreach (var row in bad)
        {
            await csv.WriteRecordAsync([row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Value, row.Reason], cancel);
        }
    }
}
