using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Decides once for each month which entries its statements cover. Each begins where the one before ended, so that nothing falls between
/// two and nothing counts twice, whatever became of the zone, the clock or the job meanwhile (T1, T2).
/// </summary>
public sealed class CloseMonths(LeapDb db, SealEntries sealEntries, VerifyBooks verifyBooks, Calendar calendar)
{
    /// <summary>Held by whoever closes a month or writes statements, to its transaction's end.</summary>
    private const long StatementLock = 0x6C656173;

    /// <param name="asOf">Any day of the month after the last one to close.</param>
    /// <returns>
    /// The month closed before, whose statements may have been cut off, and all since, oldest first. A month that has not ended stays open.
    /// </returns>
    /// <exception cref="BooksException">The ledger is not as it was booked; a wrong figure is worse than none.</exception>
    public async Task<IReadOnlyList<ClosedMonth>> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        await sealEntries.RunAsync(cancel);
        await verifyBooks.RequireAsync(cancel);
        var target = Period.Month(Period.Month(asOf).FromOn.AddDays(-1));
        var latest = await db.ClosedMonths.AsNoTracking().Where(m => m.FromOn <= target.FromOn)
            .OrderByDescending(m => m.FromOn)
            .FirstOrDefaultAsync(cancel);
        List<ClosedMonth> months = latest is null ? [] : [latest];
        var month = latest is null ? target : Period.Month(latest.Span.Period.UntilOn);
        while (month.FromOn <= target.FromOn && calendar.StartOf(month.UntilOn) <= calendar.Now)
        {
            months.Add(await CloseAsync(month, cancel));
            month = Period.Month(month.UntilOn);
        }

        return months;
    }

    /// <summary>Waits until no other node closes a month or writes statements; on SQLite a write is that by itself.</summary>
    internal static async Task LockAsync(LeapDb db, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({StatementLock})", cancel);
        }
    }

    private async Task<ClosedMonth> CloseAsync(Period month, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await LockAsync(db, cancel);
        if (await db.ClosedMonths.AsNoTracking().SingleOrDefaultAsync(m => m.FromOn == month.FromOn, cancel) is { } closed)
        {
            return closed;
        }

        var before = await db.ClosedMonths.AsNoTracking().Where(m => m.FromOn < month.FromOn)
            .OrderByDescending(m => m.FromOn)
            .FirstOrDefaultAsync(cancel);
        var next = await db.ClosedMonths.AsNoTracking().Where(m => m.FromOn > month.FromOn)
            .OrderBy(m => m.FromOn)
            .FirstOrDefaultAsync(cancel);
        var until = calendar.StartOf(month.UntilOn);
        var after = before?.HeadEntryId ?? (await LastBeforeAsync(calendar.StartOf(month.FromOn), long.MaxValue, cancel))?.EntryId ?? 0;
        var head = await LastBeforeAsync(until, next?.AfterEntryId ?? long.MaxValue, cancel);
        var isEmpty = head is null || head.EntryId <= after;
        closed = new ClosedMonth
        {
            FromOn = month.FromOn,
            Zone = calendar.ZoneName,
            UntilAt = until,
            AfterEntryId = after,
            HeadEntryId = isEmpty ? after : head!.EntryId,
            Head = isEmpty ? before?.Head ?? await HashAsync(after, cancel) : Convert.ToHexStringLower(head!.Hash),
            ClosedAt = calendar.Now,
        };
        db.ClosedMonths.Add(closed);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return closed;
    }

    /// <summary>The link of the last entry that was booked before an instant; ids follow the clock as far as nodes' clocks agree.</summary>
    private Task<Link?> LastBeforeAsync(DateTime instant, long entryIdMax, CancellationToken cancel)
    {
        var links = db.Links.AsNoTracking().Where(l => l.EntryId <= entryIdMax);
        return db.Entries.AsNoTracking().Where(e => e.BookedAt < instant)
            .OrderByDescending(e => e.BookedAt).ThenByDescending(e => e.Id)
            .Join(links, e => e.Id, l => l.EntryId, (_, l) => l)
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<string> HashAsync(long entryId, CancellationToken cancel) =>
        await db.Links.Where(l => l.EntryId == entryId).Select(l => l.Hash).SingleOrDefaultAsync(cancel) is { } hash
            ? Convert.ToHexStringLower(hash)
            : "";
}

/// <summary>The books are not as they were booked; the message names the first difference.</summary>
public sealed class BooksException(string message) : Exception(message);
