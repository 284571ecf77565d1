using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>What expires soon after a period's end, as its statement tells it.</summary>
internal static class Expiring
{
    private const int Months = 3;

    /// <param name="untilOn">The first day after the period.</param>
    public static async Task<ILookup<long, StatementExpiry>> ReadAsync(
        LeapDb db, IReadOnlyList<long> personIds, DateOnly untilOn, CancellationToken cancel)
    {
        var accounts = personIds.Select(id => AccountRef.Available(id).Id).ToList();
        var until = untilOn.AddMonths(Months);
        var rows = await db.Lots.AsNoTracking()
            .Where(l => accounts.Contains(l.AccountId) && l.Remaining > 0 && l.ExpiresOn < until)
            .GroupBy(l => new { l.AccountId, l.ExpiresOn })
            .Select(g => new { g.Key.AccountId, g.Key.ExpiresOn, Points = g.Sum(l => l.Remaining) })
            .OrderBy(g => g.ExpiresOn)
            .ToListAsync(cancel);
        return rows.ToLookup(r => AccountRef.FromId(r.AccountId).OwnerId, r => new StatementExpiry(r.ExpiresOn, r.Points));
    }
}
