using CsvHelper;

namespace Leap.Imports;

/// <summary>
/// Writes rows as CSV with commas, with an apostrophe before a value that spreadsheets would run as a formula. Numbers and days come in
/// their invariant form, so that the file means the same everywhere.
/// </summary>
public static class CsvFile
{
    /// <summary>UTF-8 with a byte order mark: without it spreadsheets read another encoding.</summary>
    public static async Task<byte[]> BytesAsync(
        string[] columns, IEnumerable<string[]> rows, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (var file = new StreamWriter(bytes, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            await WriteAsync(file, columns, rows, cancel);
        }

        return bytes.ToArray();
    }

    public static async Task WriteAsync(
        TextWriter file, string[] columns, IEnumerable<string[]> rows, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(columns, cancel);
        foreach (var row in rows)
        {
            await csv.WriteRecordAsync(row, cancel);
        }
    }
}
