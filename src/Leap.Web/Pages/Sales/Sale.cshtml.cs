using Leap.Data;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>One reported sale with what became of it, for its seller and those who may see the firm's sales.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class SaleModel(LeapDb db, SaleExplanations explanations, Me me) : PageModel
{
    /// <summary>Set by the page that reported it.</summary>
    [TempData]
    public bool IsSaleSent { get; set; }

    public Sale Sale { get; private set; } = null!;

    public string SellerName { get; private set; } = "";

    /// <summary>Null when none was named.</summary>
    public string? DistributorName { get; private set; }

    public IReadOnlyList<LineEarning> Lines { get; private set; } = [];

    public bool IsOwn => Sale.PersonId == me.PersonId;

    public long Points => Lines.Sum(l => l.Points);

    public long ReportingMinor => Sale.Lines.Sum(l => l.ReportingMinor);

    public long ValueMinor => Sale.Lines.Sum(l => l.Quantity * l.UnitPriceMinor);

    public TimeZoneInfo Zone => me.Zone;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        var firmId = me.May(Permission.SeeFirmSales) ? me.FirmId : (long?)null;
        var sale = await db.Sales.AsNoTracking().Include(s => s.Lines.OrderBy(l => l.Id))
            .FirstOrDefaultAsync(s => s.Id == id && (s.PersonId == me.PersonId || s.FirmId == firmId), cancel);
        if (sale is null)
        {
            return NotFound();
        }

        Sale = sale;
        SellerName = await db.People.Where(p => p.Id == sale.PersonId).Select(p => p.Name).FirstAsync(cancel);
        DistributorName = await db.Distributors.Where(d => d.Id == sale.DistributorId).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        Lines = await explanations.OfAsync(sale, cancel);
        return Page();
    }
}
