using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>What expires soon after a close: what was left at its head of the lots that were there, whatever was taken since.</summary>
internal static class Expiring
{
    private const int Months = 3;

    /// <summary>By what is left now, soonest first.</summary>
    /// <param name="fromOn">The day that the three months are counted from.</param>
    public static Task<ILookup<long, StatementExpiry>> ReadAsync(
        LeapDb db, IReadOnlyList<long> personIds, DateOnly fromOn, CancellationToken cancel) =>
        ReadAsync(db, personIds, fromOn.AddMonths(Months), long.MaxValue, cancel);

    /// <summary>By what was left at the close, soonest first.</summary>
    public static Task<ILookup<long, StatementExpiry>> ReadAsync(
        LeapDb db, IReadOnlyList<long> personIds, StatementSpan span, CancellationToken cancel) =>
        ReadAsync(db, personIds, span.Period.UntilOn.AddMonths(Months), span.HeadEntryId, cancel);

    private static async Task<ILookup<long, StatementExpiry>> ReadAsync(
        LeapDb db, IReadOnlyList<long> personIds, DateOnly until, long head, CancellationToken cancel)
    {
        var accounts = personIds.Select(id => AccountRef.Available(id).Id).ToList();
        var lots = db.Lots.AsNoTracking().Where(l => accounts.Contains(l.AccountId) && l.EntryId <= head && l.ExpiresOn < until);
        var left = await lots.Where(l => l.Remaining > 0)
            .GroupBy(l => new { l.AccountId, l.ExpiresOn })
            .Select(g => new { g.Key.AccountId, g.Key.ExpiresOn, Points = g.Sum(l => l.Remaining) })
            .ToListAsync(cancel);
        var takenSince = await db.Allocations.AsNoTracking().Where(a => a.EntryId > head)
            .Join(lots, a => a.LotId, l => l.Id, (a, l) => new { l.AccountId, l.ExpiresOn, a.Points })
            .GroupBy(x => new { x.AccountId, x.ExpiresOn })
            .Select(g => new { g.Key.AccountId, g.Key.ExpiresOn, Points = g.Sum(x => x.Points) })
            .ToListAsync(cancel);
        return left.Concat(takenSince)
            .GroupBy(r => (r.AccountId, r.ExpiresOn))
            .Select(g => (g.Key.AccountId, Expiry: new StatementExpiry(g.Key.ExpiresOn, g.Sum(r => r.Points))))
            .Where(r => r.Expiry.Points > 0)
            .OrderBy(r => r.Expiry.ExpiresOn)
            .ToLookup(r => AccountRef.FromId(r.AccountId).OwnerId, r => r.Expiry);
    }
}
