using System.Data.Common;
using System.Globalization;
using CsvHelper;
using Leap.Audit;
using Leap.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Fills an empty ledger from a file of <see cref="ExportLedger"/>, all of it or nothing. Every entry is checked against its hashes on the
/// way, and balances are computed from what was loaded. Indexes are made last, which is twice as fast.
/// </summary>
public sealed class LoadLedger(LeapDb db, RebuildBalances rebuildBalances, AuditLog auditLog)
{
    private const int PageEntries = 4_000;
    private const int SqliteConstraint = 19;

    public enum Refusal
    {
        /// <summary>A ledger takes no history into its middle.</summary>
        NotEmpty,
    }

    /// <param name="onProgress">Gets the number of entries loaded so far.</param>
    /// <returns>How many entries were loaded.</returns>
    /// <exception cref="LedgerFileException">The file is not an export, or was changed; nothing is kept.</exception>
    public async Task<Outcome<long, Refusal>> RunAsync(TextReader file, Action<long>? onProgress, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Entries.AnyAsync(cancel))
        {
            return Refusal.NotEmpty;
        }

        var rows = new LedgerRows(db);
        await rows.DropIndexesAsync(cancel);
        var check = new EntryCheck();
        foreach (var page in Pages(file))
        {
            if (check.Check(page) is { } difference)
            {
                throw new LedgerFileException(difference);
            }

            await InsertAsync(rows, page, cancel);
            onProgress?.Invoke(check.Entries);
            cancel.ThrowIfCancellationRequested();
        }

        await FitAsync(() => rows.CreateIndexesAsync(cancel), "the whole file");
        await rebuildBalances.ApplyAsync(cancel);
        var balances = new BalanceCheck(db, long.MaxValue);
        if ((await balances.CheckStoredAsync(cancel) ?? await balances.CheckStoredLotsAsync(cancel)) is { } fault)
        {
            throw new LedgerFileException(fault);
        }

        auditLog.Add(new AuditEntry(AuditAction.LedgerLoaded, AuditObject.Ledger, "entries")
        {
            After = [(AuditField.Entries, check.Entries)],
        });
        await write.CommitAsync(cancel);
        return check.Entries;
    }

    private static async Task InsertAsync(LedgerRows rows, LedgerPage page, CancellationToken cancel)
    {
        if (page.Entries.Count > 0)
        {
            var place = FormattableString.Invariant($"entries {page.Entries[0].Id} to {page.Entries[^1].Id}");
            await FitAsync(() => rows.InsertAsync(page, cancel), place);
        }
    }

    private static async Task FitAsync(Func<Task> write, string place)
    {
        try
        {
            await write();
        }
        catch (DbException e) when (
            e is SqliteException { SqliteErrorCode: SqliteConstraint } || e.SqlState?.StartsWith("23", StringComparison.Ordinal) == true)
        {
            throw new LedgerFileException($"{place}: a key or a lot stands there twice, or a lot is named that stands nowhere", e);
        }
    }

    private static IEnumerable<LedgerPage> Pages(TextReader file)
    {
        using var csv = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true }, leaveOpen: true);
        if (!csv.Read() || !ExportLedger.Columns.SequenceEqual(csv.Current.ToArray(), StringComparer.Ordinal))
        {
            throw new LedgerFileException($"line 1: the header must be {string.Join(",", ExportLedger.Columns)}");
        }

        var page = new LedgerPage(0, [], [], [], [], []);
        while (Read(csv, page, out var isFull))
        {
            if (isFull)
            {
                yield return page;
                page = new LedgerPage(page.Entries[^1].Id, [], [], [], [], []);
                AddRow(csv, page);
            }
        }

        yield return page;
    }

    /// <summary>False at the end.</summary>
    /// <param name="isFull">Whether the row begins an entry that the page has no room for, so that it was not added.</param>
    private static bool Read(CsvReader csv, LedgerPage page, out bool isFull)
    {
        isFull = false;
        try
        {
            if (!csv.Read())
            {
                return false;
            }

            isFull = page.Entries.Count == PageEntries && !csv.IsEmpty(3);
            if (!isFull)
            {
                AddRow(csv, page);
            }

            return true;
        }
        catch (Exception e) when (
            e is CsvFormatException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            throw new LedgerFileException(FormattableString.Invariant($"line {csv.LineNumber}: a value is not what an export holds"), e);
        }
    }

    private static void AddRow(CsvReader csv, LedgerPage page)
    {
        if (csv.FieldCount != ExportLedger.Columns.Count)
        {
            throw new FormatException("A row of another width.");
        }

        if (!csv.IsEmpty(3))
        {
            AddEntry(csv, page);
        }

        page.Postings.Add(new PostingRow(csv.Parse<long>(0), Account(csv.GetString(1)).Id, csv.Parse<long>(2)));
    }

    private static void AddEntry(CsvReader csv, LedgerPage page)
    {
        var id = csv.Parse<long>(0);
        if (id <= (page.Entries.Count > 0 ? page.Entries[^1].Id : page.UntilId))
        {
            throw new FormatException("Entries do not ascend.");
        }

        var entry = new EntryRow(
            id,
            ExportLedger.Unguarded(csv.GetString(3)),
            csv.GetString(4),
            Day(csv.GetString(5)),
            Instant(csv.GetString(6)),
            ExportLedger.Unguarded(csv.GetString(7)),
            csv.IsEmpty(8) ? null : csv.Parse<long>(8),
            Convert.FromHexString(csv.GetString(11)),
            csv.GetString(9) is { Length: > 0 } day ? Day(day) : null);
        page.Entries.Add(entry);
        if (csv.GetString(12) is { Length: > 0 } link)
        {
            page.Links.Add(new LinkRow(id, Convert.FromHexString(link)));
        }

        foreach (var token in csv.GetString(10).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            AddLot(page, entry, token.Split(':'));
        }
    }

    private static void AddLot(LedgerPage page, in EntryRow entry, string[] parts)
    {
        var numbers = Array.ConvertAll(parts[1..], p => long.Parse(p, CultureInfo.InvariantCulture));
        switch (parts[0])
        {
            case "open":
                page.Lots.Add(new LotRow(
                    entry.Id,
                    numbers[0],
                    numbers[1],
                    entry.EffectiveOn,
                    entry.ExpiresOn!.Value,
                    numbers[2],
                    numbers.Length > 3 ? numbers[3] : null));
                break;
            case "take":
                page.Moves.Add(new LotMove(entry.Id, numbers[0], numbers[1]));
                break;
            case "give":
                page.Moves.Add(new LotMove(entry.Id, numbers[0], -numbers[1]));
                break;
            default:
                throw new FormatException("Neither open, take nor give.");
        }
    }

    private static AccountRef Account(string name)
    {
        var at = name.IndexOf('/', StringComparison.Ordinal);
        return at < 0
            ? new AccountRef(Enum.Parse<AccountKind>(name), 0)
            : new AccountRef(Enum.Parse<AccountKind>(name.AsSpan(0, at)), long.Parse(name.AsSpan(at + 1), CultureInfo.InvariantCulture));
    }

    private static DateTime Instant(string text) => DateTime.ParseExact(
        text, ExportLedger.Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A file is not an export of a ledger; the message says where.</summary>
public sealed class LedgerFileException(string message, Exception? inner = null) : Exception(message, inner);
