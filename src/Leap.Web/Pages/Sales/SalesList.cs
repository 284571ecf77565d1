using Leap.Awards;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>Queries over the sales of a person, or of the whole firm for its admin.</summary>
public sealed class SalesList(LeapDb db, Me me, bool isOfFirm)
{
    /// <param name="state">Null: all.</param>
    public IQueryable<Sale> In(SaleState? state) => Own.Where(s => state == null || s.State == state);

    public Task<Dictionary<SaleState, int>> CountsAsync(CancellationToken cancel) =>
        Own.GroupBy(s => s.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    public Task<List<SaleRow>> RowsAsync(IQueryable<Sale> sales, int skip, int take, CancellationToken cancel)
    {
        var people = db.People;
        return sales
            .OrderByDescending(s => s.InvoiceOn).ThenByDescending(s => s.Id)
            .Skip(skip).Take(take)
            .Join(people, s => s.PersonId, p => p.Id, (s, p) => new { s, p.Name })
            .OrderByDescending(x => x.s.InvoiceOn).ThenByDescending(x => x.s.Id)
            .Select(x => new SaleRow(x.s.Id, x.s.State, x.s.CustomerName, x.s.InvoiceNumber, x.s.InvoiceOn, x.s.Currency)
            {
                SellerName = x.Name,
                Lines = x.s.Lines.Count,
                Minor = x.s.Lines.Sum(l => l.Quantity * l.UnitPriceMinor),
                ReportingMinor = x.s.Lines.Sum(l => l.ReportingMinor),
            })
            .ToListAsync(cancel);
    }

    /// <summary>Approved revenue of the season by month of the invoice, in minor units of the reporting currency.</summary>
    public async Task<Dictionary<int, long>> RevenueAsync(Period season, CancellationToken cancel)
    {
        var lines = db.SaleLines;
        return await Own
            .Where(s => s.State == SaleState.Approved && s.InvoiceOn >= season.FromOn && s.InvoiceOn < season.UntilOn)
            .Join(lines, s => s.Id, l => l.SaleId, (s, l) => new { s.InvoiceOn.Month, l.ReportingMinor })
            .GroupBy(x => x.Month)
            .Select(g => new { g.Key, Minor = g.Sum(x => x.ReportingMinor) })
            .ToDictionaryAsync(g => g.Key, g => g.Minor, cancel);
    }

    /// <summary>Points from the season's sales: those that are approved, and those that wait for the decision.</summary>
    public async Task<(long Earned, long Undecided)> PointsAsync(Period season, CancellationToken cancel)
    {
        var own = isOfFirm ? db.Awards.Where(a => a.FirmId == me.FirmId) : db.Awards.Where(a => a.PersonId == me.PersonId);
        var sums = await own
            .Where(a => a.Activity == Activity.Sale && a.State != AwardState.Voided)
            .Where(a => a.EarnedOn >= season.FromOn && a.EarnedOn < season.UntilOn)
            .GroupBy(a => a.State == AwardState.Undecided)
            .Select(g => new { IsUndecided = g.Key, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToListAsync(cancel);
        return (sums.Where(s => !s.IsUndecided).Sum(s => s.Points), sums.Where(s => s.IsUndecided).Sum(s => s.Points));
    }

    private IQueryable<Sale> Own => isOfFirm
        ? db.Sales.AsNoTracking().Where(s => s.FirmId == me.FirmId)
        : db.Sales.AsNoTracking().Where(s => s.PersonId == me.PersonId);
}
