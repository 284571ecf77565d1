using System.Globalization;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Recomputes everything that the ledger claims and names the first difference (L4, L12). Reads only; memory stays flat in the entries.
/// </summary>
public sealed class VerifyLedger(LeapDb db)
{
    /// <summary>
    /// <see cref="Difference"/> is null when the books balance; else it names the place, what was expected and what was found.
    /// </summary>
    public sealed record Report(long Entries, long Postings, long Lots, string? Difference, string Head);

    private const int ChunkEntries = 5_000;

    private readonly Dictionary<long, long> sums = [];
    private long entries;
    private long postings;
    private byte[] chain = Chain.Start;

    public async Task<Report> RunAsync(Action<long>? onProgress, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var difference = await CheckEntriesAsync(onProgress, cancel) ?? await CheckAccountsAsync(cancel) ?? await CheckLotsAsync(cancel);
        var lots = await db.Lots.LongCountAsync(cancel);
        return new(entries, postings, lots, difference, Convert.ToHexStringLower(chain));
    }

    private async Task<string?> CheckEntriesAsync(Action<long>? onProgress, CancellationToken cancel)
    {
        var last = await db.Entries.MaxAsync(e => (long?)e.Id, cancel) ?? 0;
        for (var from = 0L; from < last; from += ChunkEntries)
        {
            var until = from + ChunkEntries;
            var facts = await db.Entries.AsNoTracking().Where(e => e.Id > from && e.Id <= until).OrderBy(e => e.Id).ToListAsync(cancel);
            var legs = (await db.Postings.AsNoTracking().Where(p => p.EntryId > from && p.EntryId <= until)
                .OrderBy(p => p.EntryId).ThenBy(p => p.Line).ToListAsync(cancel)).ToLookup(p => p.EntryId);
            foreach (var entry in facts)
            {
                if (CheckEntry(entry, [.. legs[entry.Id].Select(p => new Leg(AccountRef.FromId(p.AccountId), p.Points))]) is { } found)
                {
                    return found;
                }
            }

            onProgress?.Invoke(entries);
        }

        var stray = await db.Postings.AsNoTracking().Where(p => p.EntryId > last).OrderBy(p => p.EntryId).FirstOrDefaultAsync(cancel);
        return stray is null ? null : Say(stray.EntryId, "its postings", "an entry", "none");
    }

    private string? CheckEntry(Entry entry, List<Leg> legs)
    {
        if (entry.Id != entries + 1)
        {
            return Say(entries + 1, "the entry itself", "a row", "none");
        }

        entries++;
        postings += legs.Count;
        var sum = 0L;
        foreach (var leg in legs)
        {
            sum += leg.Points;
            sums[leg.Account.Id] = sums.GetValueOrDefault(leg.Account.Id) + leg.Points;
        }

        if (sum != 0)
        {
            return Say(entry.Id, "the sum of its postings", 0, sum);
        }

        var told = new NewEntry(entry.Key, entry.Kind, entry.EffectiveOn, entry.Cause, legs) { CorrectsId = entry.CorrectsId };
        var content = told.ContentHash();
        if (!content.AsSpan().SequenceEqual(entry.ContentHash))
        {
            return Say(entry.Id, "its content's hash", Convert.ToHexStringLower(content), Convert.ToHexStringLower(entry.ContentHash));
        }

        chain = Chain.Next(chain, entry.ContentHash, entry.BookedAt);
        return chain.AsSpan().SequenceEqual(entry.ChainHash)
            ? null
            : Say(entry.Id, "its link in the chain", Convert.ToHexStringLower(chain), Convert.ToHexStringLower(entry.ChainHash));
    }

    private async Task<string?> CheckAccountsAsync(CancellationToken cancel)
    {
        await foreach (var account in db.Accounts.AsNoTracking().OrderBy(a => a.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var expected = sums.GetValueOrDefault(account.Id);
            var reference = AccountRef.FromId(account.Id);
            if (reference.HasStoredBalance && account.Points != expected)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"account {reference}: stored balance, expected {expected}, found {account.Points}");
            }

            if (reference.HasFloor && expected < 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"account {reference}: balance, expected 0 or more, found {expected}");
            }

            sums.Remove(account.Id);
        }

        return sums.Count == 0 ? null : $"account {AccountRef.FromId(sums.Keys.Min())}: expected a row, found none";
    }

    private async Task<string?> CheckLotsAsync(CancellationToken cancel)
    {
        var lots = db.Lots;
        var allocations = db.Allocations;
        var lot = await lots.AsNoTracking()
            .Select(l => new
            {
                l.Id,
                l.Points,
                l.Remaining,
                Taken = allocations.Where(a => a.LotId == l.Id).Sum(a => (long?)a.Points) ?? 0,
            })
            .Where(l => l.Remaining < 0 || l.Remaining != l.Points - l.Taken)
            .OrderBy(l => l.Id)
            .FirstOrDefaultAsync(cancel);
        if (lot is not null)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"lot {lot.Id}: remaining points, expected {lot.Points - lot.Taken}, found {lot.Remaining}");
        }

        var account = await db.Accounts.AsNoTracking()
            .Where(a => a.Kind == AccountKind.Available)
            .Select(a => new { a.Id, a.Points, Open = lots.Where(l => l.AccountId == a.Id).Sum(l => (long?)l.Remaining) ?? 0 })
            .Where(a => a.Points != a.Open)
            .OrderBy(a => a.Id)
            .FirstOrDefaultAsync(cancel);
        return account is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"account {AccountRef.FromId(account.Id)}: points in open lots, expected {account.Points}, found {account.Open}");
    }

    private static string Say(long entryId, string what, object expected, object found) =>
        string.Create(CultureInfo.InvariantCulture, $"entry {entryId}: {what}, expected {expected}, found {found}");
}
