using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Posts what remains in every lot whose last day has ended (L7): one entry a lot, keyed by the lot, so late, repeated or interrupted
/// runs come to the same.
/// </summary>
public sealed class ExpireLots(LeapDb db, Journal journal, Calendar calendar)
{
    private const int BatchLots = 500;

    /// <param name="asOf">
    /// The first day on which the lots can't be spent any more; days end in the programme's zone, and nothing expires before its time.
    /// </param>
    /// <returns>How many lots expired.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var day = asOf < calendar.Today ? asOf : calendar.Today;
        var total = 0;
        while (await ExpireBatchAsync(db.Lots.Where(l => l.ExpiresOn < day), cancel) is { IsLast: false } batch)
        {
            total += batch.Expired;
        }

        return total;
    }

    /// <summary>
    /// Expires what one account holds too long, inside the caller's transaction, so that a job that is late gives nobody more time.
    /// </summary>
    internal async Task RunAsync(AccountRef account, CancellationToken cancel)
    {
        var due = db.Lots.Where(l => l.AccountId == account.Id && l.ExpiresOn < calendar.Today);
        while (await due.AnyAsync(l => l.Remaining > 0, cancel))
        {
            await ExpireBatchAsync(due, cancel);
        }
    }

    private async Task<(int Expired, bool IsLast)> ExpireBatchAsync(IQueryable<Lot> due, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        due = due.AsNoTracking().Where(l => l.Remaining > 0).OrderBy(l => l.ExpiresOn).ThenBy(l => l.Id);
        var ids = await due.Take(BatchLots).Select(l => l.Id).ToListAsync(cancel);
        if (ids.Count == 0)
        {
            await write.CommitAsync(cancel);
            return (0, IsLast: true);
        }

        await LockAccountsAsync(ids, cancel);
        var lots = await due.Where(l => ids.Contains(l.Id)).ToListAsync(cancel);
        var firstOpen = await journal.OpenDayAsync(DateOnly.MinValue, cancel);
        var expiries = lots.ConvertAll(l => Expiry(l, l.ExpiresOn < firstOpen ? firstOpen : l.ExpiresOn));
        await journal.PostAndCommitAsync(write, expiries, cancel);
        return (lots.Count, IsLast: false);
    }

    /// <summary>Whoever spends from the lots meanwhile is waited for, and what it took is seen.</summary>
    private async Task LockAccountsAsync(List<long> lotIds, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            var accounts = await db.Lots.Where(l => lotIds.Contains(l.Id)).Select(l => l.AccountId).Distinct().ToArrayAsync(cancel);
            await db.Database.ExecuteSqlAsync($"SELECT lock_accounts({accounts})", cancel);
        }
    }

    private static NewEntry Expiry(Lot lot, DateOnly effectiveOn) => new(
        $"lot/{lot.Id}/expired",
        EntryKind.Expired,
        effectiveOn,
        "",
        [new Leg(AccountRef.FromId(lot.AccountId), -lot.Remaining), new Leg(AccountRef.Expired, lot.Remaining)])
    {
        FromLotId = lot.Id,
    };
}
