using Leap.Courses;
using Leap.Data;
using Leap.Products;
using Leap.Programmes;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges;

/// <summary>What one person did in a season, as far as badges ask: enough to say how far they are, read once for all badges.</summary>
public sealed record SeasonRecord
{
    /// <summary>Every pass of the season; a module can come twice.</summary>
    public required IReadOnlyList<PassedModule> Passes { get; init; }

    public required long SalesApproved { get; init; }

    /// <summary>What approved sales hold, by product family.</summary>
    public required IReadOnlyList<FamilySales> Families { get; init; }

    public sealed record PassedModule(long ModuleId, ModuleKind Kind, string Family, DateOnly PassedOn);

    /// <param name="RevenueMinor">Minor units of the reporting currency.</param>
    public sealed record FamilySales(string Family, long Units, long RevenueMinor);

    public static async Task<SeasonRecord> LoadAsync(LeapDb db, Period season, long personId, CancellationToken cancel)
    {
        var sales = db.Sales.AsNoTracking()
            .Where(s => s.PersonId == personId && s.State == SaleState.Approved)
            .Where(s => s.InvoiceOn >= season.FromOn && s.InvoiceOn < season.UntilOn);
        var modules = db.Modules;
        var products = db.Products;
        return new SeasonRecord
        {
            Passes = await db.Completions.AsNoTracking()
                .Where(c => c.PersonId == personId && c.CompletedOn >= season.FromOn && c.CompletedOn < season.UntilOn)
                .Join(modules, c => c.ModuleId, m => m.Id, (c, m) => new PassedModule(m.Id, m.Kind, m.Family, c.CompletedOn))
                .ToListAsync(cancel),
            SalesApproved = await sales.CountAsync(cancel),
            Families = await sales.SelectMany(s => s.Lines)
                .Join(products, l => l.ProductId, p => p.Id, (l, p) => new { p.Family, Line = l })
                .GroupBy(l => l.Family)
                .Select(g => new FamilySales(
                    g.Key, g.Sum(l => (long)l.Line.Quantity - l.Line.ReturnedQuantity), g.Sum(l => l.Line.ReportingMinor)))
                .ToListAsync(cancel),
        };
    }
}
