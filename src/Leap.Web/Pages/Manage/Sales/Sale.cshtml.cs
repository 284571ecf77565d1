using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Sales;

/// <summary>One sale for the manager who decides it: what it is, what speaks for and against it, and the two decisions.</summary>
[May(Permission.SeeSales, Act = Permission.ReviewSales)]
public sealed class SaleModel(
    LeapDb db, SaleExplanations explanations, SaleEvidence saleEvidence, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    public sealed class RejectForm
    {
        [Required]
        public RejectionReason? Reason { get; set; }

        [StringLength(1000)]
        public string? Note { get; set; }
    }

    public sealed record Row(
        string SellerName, string SellerLanguage, string FirmName, string FirmCity, string FirmCountry, string? DistributorName);

    [BindProperty]
    public RejectForm Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    [TempData]
    public string? NoticeSale { get; set; }

    public Sale Sale { get; private set; } = null!;

    public Row People { get; private set; } = null!;

    public IReadOnlyList<LineEarning> Lines { get; private set; } = [];

    public Evidence Evidence { get; private set; } = null!;

    /// <summary>Why the decision was refused, in the reader's language; null when none was.</summary>
    public string? Refused { get; private set; }

    public long Points => Lines.Sum(l => l.Points);

    public long ReportingMinor => Sale.Lines.Sum(l => l.ReportingMinor);

    public long ValueMinor => Sale.Lines.Sum(l => l.Quantity * l.UnitPriceMinor);

    public int DaysWaiting => calendar.Today.DayNumber - calendar.DayOf(Sale.SubmittedAt).DayNumber;

    public TimeZoneInfo Zone => me.Zone;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await ShowAsync(id, cancel);

    public async Task<IActionResult> OnPostApproveAsync(long id, [FromServices] DecideSales decideSales, CancellationToken cancel)
    {
        ModelState.Clear();
        return await DecideAsync(new SaleDecision(id, me.PersonId), decideSales, cancel);
    }

    public async Task<IActionResult> OnPostRejectAsync(long id, [FromServices] DecideSales decideSales, CancellationToken cancel)
    {
        if (Input.Reason == RejectionReason.Other && string.IsNullOrWhiteSpace(Input.Note))
        {
            ModelState.AddModelError("Input.Note", locale["review.note.required"]);
        }

        return ModelState.IsValid
            ? await DecideAsync(new SaleDecision(id, me.PersonId, Input.Reason, Input.Note ?? ""), decideSales, cancel)
            : await ShowAsync(id, cancel);
    }

    private async Task<IActionResult> DecideAsync(SaleDecision decision, DecideSales decideSales, CancellationToken cancel)
    {
        var outcome = (await decideSales.RunAsync([decision], tellsSellers: true, cancel))[0];
        if (outcome.Refusal is { } refusal)
        {
            Refused = locale[$"refusal.DecideSales.{refusal}"];
            return await ShowAsync(decision.SaleId, cancel);
        }

        var decided = await db.Sales.Where(s => s.Id == decision.SaleId)
            .Select(s => new { s.InvoiceNumber, s.SubmittedAt })
            .FirstAsync(cancel);
        Notice = locale.Text(decision.Rejection is null ? "review.approved" : "review.rejected", ("invoice", decided.InvoiceNumber));
        NoticeSale = decision.SaleId.ToString(CultureInfo.InvariantCulture);
        var next = await ReviewQueue.NextAsync(db, decided.SubmittedAt, decision.SaleId, cancel);
        return LocalRedirect(next is null ? "/manage/sales" : $"/manage/sales/{next}");
    }

    private async Task<IActionResult> ShowAsync(long id, CancellationToken cancel)
    {
        var sale = await db.Sales.AsNoTracking().Include(s => s.Lines.OrderBy(l => l.Id)).FirstOrDefaultAsync(s => s.Id == id, cancel);
        if (sale is null)
        {
            return NotFound();
        }

        Sale = sale;
        var (firms, distributors) = (db.Firms, db.Distributors);
        People = await db.People.Where(p => p.Id == sale.PersonId)
            .Join(firms.Where(f => f.Id == sale.FirmId), _ => 1, _ => 1, (p, f) => new Row(
                p.Name,
                p.Language,
                f.Name,
                f.City,
                f.Country,
                distributors.Where(d => d.Id == sale.DistributorId).Select(d => d.Name).FirstOrDefault()))
            .FirstAsync(cancel);
        Lines = await explanations.OfAsync(sale, cancel);
        Evidence = await saleEvidence.OfAsync(sale, cancel);
        return Page();
    }
}
