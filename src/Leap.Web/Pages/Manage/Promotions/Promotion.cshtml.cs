using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Promotions;

/// <summary>One promotion: its terms in words, all languages side by side, and what it has paid by month and to which firms.</summary>
[May(Permission.SeePromotions)]
public sealed class PromotionModel(LeapDb db, Languages languages) : PageModel
{
    private const int FirmsMax = 10;

    public sealed record MonthPaid(DateOnly FromOn, long Points);

    public sealed record FirmPaid(long Id, string Name, string Country, long Points);

    public PromotionRow Row { get; private set; } = null!;

    public IReadOnlyList<MonthPaid> Months { get; private set; } = [];

    public IReadOnlyList<FirmPaid> Firms { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        var wanted = code.ToUpperInvariant();
        var promotion = await db.Promotions.AsNoTracking().Include(p => p.Versions).FirstOrDefaultAsync(p => p.Code == wanted, cancel);
        if (promotion is null)
        {
            return NotFound();
        }

        var awards = db.Awards.AsNoTracking()
            .Where(a => a.PromotionId == promotion.Id && a.Points > 0 && a.State != AwardState.Voided);
        var byMonth = await awards
            .GroupBy(a => new { a.EarnedOn.Year, a.EarnedOn.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToListAsync(cancel);
        Months = [.. byMonth.Select(m => new MonthPaid(new DateOnly(m.Year, m.Month, 1), m.Points)).OrderBy(m => m.FromOn)];
        Firms = await FirmsAsync(awards, cancel);
        var account = AccountRef.Budget(promotion.Id).Id;
        var left = await db.Accounts.Where(a => a.Id == account).Select(a => a.Points).FirstOrDefaultAsync(cancel) ?? 0;
        Row = new PromotionRow(
            promotion,
            Months.Sum(m => m.Points),
            await awards.Select(a => a.PersonId).Distinct().CountAsync(cancel),
            promotion.BudgetPoints is null ? null : left,
            [.. languages.All.Select(l => l.Code).Where(l => !promotion.Current.Name.Has(l) || !promotion.Current.Text.Has(l))]);
        return Page();
    }

    private async Task<IReadOnlyList<FirmPaid>> FirmsAsync(IQueryable<Award> awards, CancellationToken cancel)
    {
        var top = await awards
            .GroupBy(a => a.FirmId)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .OrderByDescending(x => x.Points).ThenBy(x => x.Key)
            .Take(FirmsMax)
            .ToListAsync(cancel);
        var ids = top.ConvertAll(x => x.Key);
        var firms = await db.Firms.AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        return top.ConvertAll(x => new FirmPaid(x.Key, firms[x.Key].Name, firms[x.Key].Country, x.Points));
    }
}
