using System.Globalization;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Recomputes everything that the ledger claims and names the first difference (L4, L12). Reads one moment only, holds nobody up, and its
/// memory stays flat however much was booked.
/// </summary>
public sealed class VerifyLedger(LeapDb db, Programmes.Calendar calendar)
{
    /// <param name="Unsealed">Entries that the chain does not hold yet.</param>
    /// <param name="Head">The chain's last link in hex.</param>
    /// <param name="Difference">Null when the books balance; else the place, what was expected and what was found.</param>
    /// <param name="Totals">Points by kind of account, as the postings say.</param>
    public sealed record Report(
        long Entries,
        long Postings,
        long Lots,
        long Unsealed,
        string Head,
        string? Difference,
        IReadOnlyDictionary<AccountKind, long> Totals);

    /// <summary>
    /// With a day, the books as they stood at its end in the programme's zone: what was booked until then must balance by itself.
    /// </summary>
    /// <param name="onProgress">Gets the number of entries checked so far.</param>
    public async Task<Report> RunAsync(DateOnly? asOf, Action<long>? onProgress, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var last = await db.Entries.MaxAsync(e => (long?)e.Id, cancel) ?? 0;
        var upTo = asOf is { } day ? await LastBookedAsync(day, cancel) : last;
        var check = new EntryCheck();
        var difference = await CheckPagesAsync(check, upTo, onProgress, cancel);
        var balances = new BalanceCheck(db, upTo);
        difference ??= asOf is null
            ? await CheckStrayAsync(last, cancel) ?? await balances.CheckStoredAsync(cancel) ?? await balances.CheckStoredLotsAsync(cancel)
            : await balances.CheckEarlierAsync(cancel);
        difference ??= await CheckHeadsAsync(asOf ?? DateOnly.MaxValue, cancel);
        var totals = difference is null ? await balances.TotalsAsync(cancel) : new Dictionary<AccountKind, long>();
        return new(check.Entries, check.Postings, check.Lots, check.Unsealed, check.Head, difference, totals);
    }

    private async Task<string?> CheckPagesAsync(EntryCheck check, long upTo, Action<long>? onProgress, CancellationToken cancel)
    {
        await using var pages = new LedgerPages(db);
        await foreach (var page in pages.ReadAsync(upTo, cancel))
        {
            if (check.Check(page) is { } difference)
            {
                return difference;
            }

            onProgress?.Invoke(check.Entries);
        }

        return null;
    }

    private async Task<long> LastBookedAsync(DateOnly day, CancellationToken cancel)
    {
        var end = day < calendar.Today ? calendar.StartOf(day.AddDays(1)) : DateTime.MaxValue;
        return await db.Entries.Where(e => e.BookedAt < end)
            .OrderByDescending(e => e.BookedAt).ThenByDescending(e => e.Id)
            .Select(e => e.Id)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Rows that hang on entries beyond the last.</summary>
    private async Task<string?> CheckStrayAsync(long last, CancellationToken cancel)
    {
        var stray = await db.Postings.Where(p => p.EntryId > last).MinAsync(p => (long?)p.EntryId, cancel)
            ?? await db.Links.Where(l => l.EntryId > last).MinAsync(l => (long?)l.EntryId, cancel)
            ?? await db.Lots.Where(l => l.EntryId > last).MinAsync(l => (long?)l.EntryId, cancel)
            ?? await db.Allocations.Where(a => a.EntryId > last).MinAsync(a => (long?)a.EntryId, cancel);
        return stray is { } id ? EntryCheck.Say(id, "the entry itself", "a row", "none") : null;
    }

    /// <summary>The heads that were kept up to the day are still the links that they were, so that a cut end is noticed too.</summary>
    private async Task<string?> CheckHeadsAsync(DateOnly day, CancellationToken cancel)
    {
        var links = db.Links;
        var wrong = await db.Heads.AsNoTracking().Where(h => h.DayOn <= day)
            .LeftJoin(links, h => h.EntryId, l => l.EntryId, (h, l) => new { Head = h, Found = l!.Hash })
            .Where(h => h.Found == null || h.Found != h.Head.Hash)
            .OrderBy(h => h.Head.DayOn)
            .FirstOrDefaultAsync(cancel);
        return wrong is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"day {wrong.Head.DayOn:yyyy-MM-dd}: its head, expected {Hex(wrong.Head.Hash)}, found {Hex(wrong.Found)}");
    }

    private static string Hex(byte[]? hash) => hash is null ? "none" : Convert.ToHexStringLower(hash);
}
