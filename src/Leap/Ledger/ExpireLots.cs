using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Posts what remains in every lot whose last day has ended (L7): one entry a lot, keyed by the lot, so late, repeated or interrupted
/// runs come to the same.
/// </summary>
public sealed class ExpireLots(LeapDb db, Journal journal)
{
    private const int BatchLots = 500;

    /// <param name="asOf">The first day on which the lots can't be spent any more; days end in the programme's zone.</param>
    /// <returns>How many lots expired.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var expired = 0;
        while (await ExpireBatchAsync(asOf, cancel) is var count and > 0)
        {
            expired += count;
        }

        return expired;
    }

    private async Task<int> ExpireBatchAsync(DateOnly asOf, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await journal.LockAsync(cancel);
        var lots = await db.Lots.AsNoTracking()
            .Where(l => l.Remaining > 0 && l.ExpiresOn < asOf)
            .OrderBy(l => l.ExpiresOn).ThenBy(l => l.Id)
            .Take(BatchLots)
            .ToListAsync(cancel);
        await journal.PostAsync([.. lots.Select(Expiry)], cancel);
        await write.CommitAsync(cancel);
        return lots.Count;
    }

    private static NewEntry Expiry(Lot lot) => new(
        $"lot/{lot.Id}/expired",
        EntryKind.Expired,
        lot.ExpiresOn,
        "",
        [new Leg(AccountRef.FromId(lot.AccountId), -lot.Remaining), new Leg(AccountRef.Expired, lot.Remaining)])
    {
        FromLotId = lot.Id,
    };
}
