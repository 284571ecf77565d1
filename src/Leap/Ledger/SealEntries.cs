using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Links new entries to the chain in the order of their ids, and keeps the head of each day that has ended (L12). Posting does not do it
/// itself: a chain that every entry extends would make all of them wait for each other.
/// </summary>
public sealed class SealEntries(LeapDb db, Calendar calendar)
{
    private const long SealLock = 0x6C656172;

    /// <summary>What every posting on PostgreSQL holds shared to its end; see `PostingFunctions`.</summary>
    private const long PostingLock = 0x6C656170;
    private const int BatchEntries = 2_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <returns>How many entries were linked.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var last = await LastSettledAsync(cancel);
        var total = 0;
        while (await SealBatchAsync(last, cancel) is var count and > 0)
        {
            total += count;
        }

        await KeepHeadsAsync(cancel);
        return total;
    }

    /// <summary>
    /// The last id below which every entry is committed or gone for good. On PostgreSQL ids are taken before they are committed, so this
    /// looks until the postings that were under way have ended. It doesn't queue for their lock: whoever posts next would wait behind it.
    /// </summary>
    private async Task<long> LastSettledAsync(CancellationToken cancel)
    {
        var last = await db.Entries.MaxAsync(e => (long?)e.Id, cancel) ?? 0;
        if (!db.IsPostgres)
        {
            return last;
        }

        var posting = await PostingAsync(cancel);
        while (posting.Count > 0)
        {
            await Task.Delay(Look, cancel);
            posting.IntersectWith(await PostingAsync(cancel));
        }

        return last;
    }

    /// <summary>The transactions that post now.</summary>
    private async Task<HashSet<string>> PostingAsync(CancellationToken cancel) => await db.Database.SqlQuery<string>(
        $"""
        SELECT virtualtransaction FROM pg_locks
        WHERE locktype = 'advisory' AND objid = {PostingLock} AND objsubid = 1 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """).ToHashSetAsync(StringComparer.Ordinal, cancel);

    /// <summary>
    /// On PostgreSQL waits for the postings that are under way, and lets others begin when the transaction ends; SQLite's write is that
    /// by itself.
    /// </summary>
    internal static async Task AwaitPostingsAsync(LeapDb db, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostingLock})", cancel);
        }
    }

    private async Task<int> SealBatchAsync(long lastId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await LockAsync(cancel);
        var head = await db.Links.AsNoTracking().OrderByDescending(l => l.EntryId).FirstOrDefaultAsync(cancel);
        var after = head?.EntryId ?? 0;
        var facts = await db.Entries.AsNoTracking()
            .Where(e => e.Id > after && e.Id <= lastId)
            .OrderBy(e => e.Id)
            .Take(BatchEntries)
            .Select(e => new ChainFacts(e.Id, e.BookedAt, e.ContentHash, e.ExpiresOn))
            .ToListAsync(cancel);
        if (facts.Count == 0)
        {
            return 0;
        }

        var until = facts[^1].EntryId;
        var moves = (await db.Allocations.AsNoTracking()
            .Where(a => a.EntryId > after && a.EntryId <= until)
            .OrderBy(a => a.EntryId).ThenBy(a => a.LotId)
            .Select(a => new LotMove(a.EntryId, a.LotId, a.Points))
            .ToListAsync(cancel)).ToLookup(m => m.EntryId);
        var hash = head?.Hash ?? Chain.Start;
        var links = new List<Link>(facts.Count);
        foreach (var fact in facts)
        {
            hash = Chain.Next(hash, fact, [.. moves[fact.EntryId]]);
            links.Add(new Link { EntryId = fact.EntryId, Hash = hash });
        }

        await db.InsertAsync(links, cancel);
        await write.CommitAsync(cancel);
        return facts.Count;
    }

    /// <summary>Each ended day on which something was booked since the last head gets its own: the link of what was booked last.</summary>
    private async Task KeepHeadsAsync(CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await LockAsync(cancel);
        var head = await db.Heads.AsNoTracking().OrderByDescending(h => h.DayOn).FirstOrDefaultAsync(cancel);
        while (await NextDayAsync(head, cancel) is { } day)
        {
            var end = calendar.StartOf(day.AddDays(1));
            var links = db.Links;
            var link = await db.Entries.AsNoTracking().Where(e => e.BookedAt < end)
                .OrderByDescending(e => e.BookedAt).ThenByDescending(e => e.Id)
                .Join(links, e => e.Id, l => l.EntryId, (_, l) => l)
                .FirstAsync(cancel);
            head = new DayHead { DayOn = day, EntryId = link.EntryId, Hash = link.Hash, SealedAt = calendar.Now };
            db.Heads.Add(head);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>The day of the first link after a head; null when that day has not ended, or there is none.</summary>
    private async Task<DateOnly?> NextDayAsync(DayHead? head, CancellationToken cancel)
    {
        var after = head?.EntryId ?? 0;
        var entries = db.Entries;
        var instant = await db.Links.Where(l => l.EntryId > after).OrderBy(l => l.EntryId)
            .Join(entries, l => l.EntryId, e => e.Id, (l, e) => (DateTime?)e.BookedAt)
            .FirstOrDefaultAsync(cancel);
        if (instant is not { } at)
        {
            return null;
        }

        // What was booked just before midnight may have been committed, and linked, just after it.
        var day = calendar.DayOf(at);
        day = day <= head?.DayOn ? head.DayOn.AddDays(1) : day;
        return day < calendar.Today ? day : null;
    }

    private async Task LockAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SealLock})", cancel);
        }
    }
}
