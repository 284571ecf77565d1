using System.Globalization;

namespace Leap.Imports;

/// <summary>Writes what an import refused, as <see cref="CsvFile"/> does.</summary>
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
        await File.WriteAllBytesAsync(path, await CsvFile.BytesAsync(Columns, bad.Select(Cells), cancel), cancel);
        return path;
    }

    public static Task WriteAsync(TextWriter file, IReadOnlyList<BadRow> bad, CancellationToken cancel) =>
        CsvFile.WriteAsync(file, Columns, bad.Select(Cells), cancel);

    private static string[] Cells(BadRow row) => [row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Value, row.Reason];
}
