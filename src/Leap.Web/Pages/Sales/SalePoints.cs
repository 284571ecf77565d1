using Leap.Awards;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>What sales of a list earned or wait for: after returns, without what was taken back.</summary>
internal static class SalePoints
{
    public static Task<Dictionary<long, long>> OfAsync(LeapDb db, IReadOnlyCollection<long> saleIds, CancellationToken cancel) =>
        db.Awards.AsNoTracking()
            .Where(a => a.Activity == Activity.Sale && saleIds.Contains(a.SourceId) && a.State != AwardState.Voided)
            .GroupBy(a => a.SourceId)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToDictionaryAsync(g => g.Key, g => g.Points, cancel);
}
