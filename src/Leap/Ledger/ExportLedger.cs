using System.Globalization;
using CsvHelper;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Writes all that was booked as CSV: a row for each posting in the order of entries, with what belongs to the entry on its first row, its
/// hashes among it. <see cref="LoadLedger"/> reads it into an empty ledger. Invariant formats; UTC instants; hashes in hex.
/// </summary>
public sealed class ExportLedger(LeapDb db)
{
    /// <summary>
    /// `lots` holds `open:LOT:ACCOUNT:POINTS` (with `:ORIGIN` where one lot stands for another), `take:LOT:POINTS` and `give:LOT:POINTS`,
    /// separated by spaces.
    /// </summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "entry", "account", "points", "key", "kind", "effective_on", "booked_at", "cause", "corrects", "expires_on", "lots", "content_hash",
        "chain_hash",
    ];

    private const string Formulas = "=+-@\t\r'";

    internal const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <param name="onProgress">Gets the number of entries written so far.</param>
    /// <returns>How many entries were written.</returns>
    public async Task<long> RunAsync(TextWriter file, Action<long>? onProgress, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var last = await db.Entries.MaxAsync(e => (long?)e.Id, cancel) ?? 0;
        await using var csv = CsvWriter.Create(file, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord([.. Columns]);
        var written = 0L;
        await using var pages = new LedgerPages(db);
        await foreach (var page in pages.ReadAsync(last, cancel))
        {
            Write(csv, page);
            written += page.Entries.Count;
            onProgress?.Invoke(written);
        }

        return written;
    }

    private static void Write(CsvWriter csv, LedgerPage page)
    {
        var moves = page.Moves.ToLookup(m => m.EntryId);
        var lots = page.Lots.ToLookup(l => l.EntryId);
        var links = page.Links.ToDictionary(l => l.EntryId, l => l.Hash);
        var posting = 0;
        foreach (var entry in page.Entries)
        {
            var isFirst = true;
            for (; posting < page.Postings.Count && page.Postings[posting].EntryId == entry.Id; posting++)
            {
                csv.WriteField(entry.Id);
                csv.WriteField(AccountRef.FromId(page.Postings[posting].AccountId).ToString());
                csv.WriteField(page.Postings[posting].Points);
                if (isFirst)
                {
                    WriteEntry(csv, entry, Lots(lots[entry.Id], moves[entry.Id]), links.GetValueOrDefault(entry.Id));
                    isFirst = false;
                }
                else
                {
                    WriteEmpty(csv, Columns.Count - 3);
                }

                csv.EndRecord();
            }
        }
    }

    private static void WriteEntry(CsvWriter csv, in EntryRow entry, string lots, byte[]? link)
    {
        csv.WriteField(Guarded(entry.Key));
        csv.WriteField(entry.Kind);
        csv.WriteField(Day(entry.EffectiveOn));
        csv.WriteField(entry.BookedAt.ToString(Instant, CultureInfo.InvariantCulture));
        csv.WriteField(Guarded(entry.Cause));
        csv.WriteField(entry.CorrectsId?.ToString(CultureInfo.InvariantCulture) ?? "");
        csv.WriteField(entry.ExpiresOn is { } day ? Day(day) : "");
        csv.WriteField(lots);
        csv.WriteField(Convert.ToHexStringLower(entry.ContentHash));
        csv.WriteField(link is null ? "" : Convert.ToHexStringLower(link));
    }

    private static void WriteEmpty(CsvWriter csv, int count)
    {
        for (var i = 0; i < count; i++)
        {
            csv.WriteField("");
        }
    }

    private static string Lots(IEnumerable<LotRow> lots, IEnumerable<LotMove> moves) => string.Join(
        ' ',
        lots.Select(l => FormattableString.Invariant($"open:{l.Id}:{l.AccountId}:{l.Points}") + (l.OriginLotId is { } o ? $":{o}" : ""))
            .Concat(moves.Select(m => FormattableString.Invariant($"{(m.Points > 0 ? "take" : "give")}:{m.LotId}:{Math.Abs(m.Points)}"))));

    /// <summary>What a spreadsheet would take for a formula is told to be text; loading takes the apostrophe off again.</summary>
    internal static string Guarded(string text) => text.Length > 0 && Formulas.Contains(text[0]) ? "'" + text : text;

    internal static string Unguarded(string text) => text.StartsWith('\'') ? text[1..] : text;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
