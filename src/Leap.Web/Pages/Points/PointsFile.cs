using System.Globalization;
using CsvHelper;
using Leap.Statements;

namespace Leap.Web.Pages.Points;

/// <summary>
/// A person's lines as CSV, newest first, in the invariant form. What came in and what went out have a column each: no number begins with
/// a sign, and so none gets the apostrophe that guards against formulas.
/// </summary>
internal static class PointsFile
{
    private const int BatchLines = 500;

    private static readonly string[] Columns =
        ["entry", "booked_at", "happened_on", "kind", "cause", "customer", "points_in", "points_out", "balance"];

    public static async Task<byte[]> WriteAsync(AccountLines lines, long personId, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        await using (var csv = CsvWriter.Create(file, options, leaveOpen: true))
        {
            await csv.WriteRecordAsync(Columns, cancel);
            var choice = new AccountLines.Choice(personId);
            while (await lines.ReadAsync(choice, 0, BatchLines, cancel) is { Count: > 0 } batch)
            {
                foreach (var line in batch)
                {
                    await csv.WriteRecordAsync(Cells(line), cancel);
                }

                choice = choice with { UpToEntryId = batch[^1].EntryId - 1 };
            }
        }

        return file.ToArray();
    }

    private static string[] Cells(AccountLine line) =>
    [
        Number(line.EntryId),
        line.BookedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        line.HappenedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        line.Kind.ToString(),
        line.Sale?.InvoiceNumber ?? line.Module?.Code ?? line.Cause,
        line.Sale?.CustomerName ?? "",
        line.Points > 0 ? Number(line.Points) : "",
        line.Points < 0 ? Number(-line.Points) : "",
        Number(line.Balance),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
