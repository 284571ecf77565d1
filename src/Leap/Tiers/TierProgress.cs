using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tiers;

/// <summary>How far firms are in the season: the one sum that pages and the nightly job share.</summary>
public sealed class TierProgress(LeapDb db, Calendar calendar)
{
    /// <summary>A firm's season so far.</summary>
    /// <param name="RevenueMinor">Approved, less what was returned.</param>
    public sealed record Row(long FirmId, Tier Tier, long RevenueMinor, int CertifiedPeople)
    {
        /// <summary>The highest tier whose demands are met.</summary>
        public Tier Reached => TierRules.Reached(RevenueMinor, CertifiedPeople);
    }

    /// <summary>The season as of <paramref name="day"/>, by what is known now.</summary>
    /// <param name="firmId">Only this firm; null: every firm.</param>
    public async Task<IReadOnlyList<Row>> OnAsync(DateOnly day, long? firmId, CancellationToken cancel)
    {
        var season = calendar.Season(day);
        var lines = db.SaleLines.AsNoTracking();
        var revenue = db.Sales.AsNoTracking()
            .Where(s => s.State == SaleState.Approved && s.InvoiceOn >= season.FromOn && s.InvoiceOn <= day)
            .Where(s => firmId == null || s.FirmId == firmId)
            .Join(lines, s => s.Id, l => l.SaleId, (s, l) => new
            {
                s.FirmId,
                Minor = l.ReportingMinor * (l.Quantity - l.ReturnedQuantity) / l.Quantity,
            })
            .GroupBy(x => x.FirmId)
            .Select(g => new { FirmId = g.Key, Minor = g.Sum(x => x.Minor) });
        var completions = db.Completions.AsNoTracking().Where(c => c.CompletedOn <= day && c.ValidUntilOn >= day);
        var certified = db.Memberships.AsNoTracking()
            .Where(m => m.FromOn <= day && (m.ToOn == null || m.ToOn >= day) && (firmId == null || m.FirmId == firmId))
            .Where(m => completions.Any(c => c.PersonId == m.PersonId))
            .GroupBy(m => m.FirmId)
            .Select(g => new { FirmId = g.Key, People = g.Count() });
        return await db.Firms.AsNoTracking()
            .Where(f => firmId == null ? f.MergedIntoId == null : f.Id == firmId)
            .LeftJoin(revenue, f => f.Id, r => r.FirmId, (f, r) => new { f.Id, f.Tier, Minor = (long?)r!.Minor })
            .LeftJoin(certified, x => x.Id, c => c.FirmId, (x, c) => new Row(x.Id, x.Tier, x.Minor ?? 0, (int?)c!.People ?? 0))
            .ToListAsync(cancel);
    }
}
