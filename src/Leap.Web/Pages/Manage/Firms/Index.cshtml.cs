using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Tiers;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Firms;

/// <summary>All firms with what they brought in the season, the strongest first.</summary>
[May(Permission.SeeFirms)]
public sealed class IndexModel(LeapDb db, TierProgress progress, Calendar calendar, LeapSettings settings) : PageModel
{
    public const int PageSize = 50;

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    [FromQuery]
    public string? Country { get; set; }

    [FromQuery]
    public Tier? Tier { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public bool IsFiltered => Typed is { Length: > 0 } || Country is { Length: > 0 } || Tier is not null;

    public Period Season { get; } = calendar.Season(calendar.Today);

    public IReadOnlyList<string> Countries { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Approved revenue of all firms found, in minor units of the reporting currency.</summary>
    public long RevenueMinor { get; private set; }

    public IReadOnlyList<FirmsList.Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Countries = await db.Countries.AsNoTracking().Select(c => c.Code).ToListAsync(cancel);
        var all = await FindAsync(cancel);
        Total = all.Count;
        RevenueMinor = all.Sum(r => r.RevenueMinor);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = [.. all.Skip((Number - 1) * PageSize).Take(PageSize)];
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) => File(
        await FirmsList.FileAsync(await FindAsync(cancel), settings.Programme.Currency, cancel), "text/csv; charset=utf-8", "firms.csv");

    /// <summary>The address of a page of this list with all filters kept.</summary>
    public string Address(int number) => Address(number, handler: null);

    /// <param name="handler">`Csv` for the file; null for the page.</param>
    public string Address(int number, string? handler) => Url.Page("/Manage/Firms/Index", handler, new
    {
        q = Typed,
        country = Country,
        tier = Tier,
        p = number > 1 ? number : (int?)null,
    })!;

    private Task<IReadOnlyList<FirmsList.Row>> FindAsync(CancellationToken cancel) =>
        new FirmsList(db, progress, calendar).AllAsync(new(Typed ?? "", Country ?? "", Tier), cancel);
}
