using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Promotions;

/// <summary>All promotions: what they pay for, when, and what is left of their budgets.</summary>
[May(Permission.SeePromotions)]
public sealed class IndexModel(LeapDb db, LivePromotions live, Calendar calendar, Languages languages) : PageModel
{
    public static IReadOnlyList<string> States { get; } = ["live", "upcoming", "ended"];

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public IReadOnlyList<PromotionRow> Rows { get; private set; } = [];

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        State ??= "live";
        if (!States.Contains(State, StringComparer.Ordinal))
        {
            return NotFound();
        }

        var all = await live.AllAsync(cancel);
        var paid = await db.Awards.AsNoTracking()
            .Where(a => a.PromotionId != null && a.Points > 0 && a.State != AwardState.Voided)
            .GroupBy(a => a.PromotionId!.Value)
            .Select(g => new
            {
                Id = g.Key,
                Points = g.Sum(a => a.Points - a.ReversedPoints),
                People = g.Select(a => a.PersonId).Distinct().Count(),
            })
            .ToDictionaryAsync(g => g.Id, cancel);
        var left = await db.Accounts.AsNoTracking()
            .Where(a => a.Kind == AccountKind.Budget)
            .ToDictionaryAsync(a => a.OwnerId, a => a.Points ?? 0, cancel);
        var rows = all.ConvertAll(p => new PromotionRow(
            p,
            paid.GetValueOrDefault(p.Id)?.Points ?? 0,
            paid.GetValueOrDefault(p.Id)?.People ?? 0,
            left.TryGetValue(p.Id, out var points) ? points : null,
            [.. languages.All.Select(l => l.Code).Where(code => !p.Current.Name.Has(code) || !p.Current.Text.Has(code))]));
        Counts = States.ToDictionary(s => s, s => rows.Count(r => StateOf(r) == s), StringComparer.Ordinal);
        Rows = [.. rows.Where(r => StateOf(r) == State).OrderBy(r => r.Terms.EndsOn).ThenBy(r => r.Promotion.Code, StringComparer.Ordinal)];
        return Page();
    }

    private string StateOf(PromotionRow row) =>
        row.Terms.EndsOn < calendar.Today ? "ended" : row.Terms.StartsOn > calendar.Today ? "upcoming" : "live";
}
