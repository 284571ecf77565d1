using Leap.Data;
using Leap.Leaderboards;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>Everyone of the programme, to find someone; above them what the programme comes to.</summary>
[May(Permission.SeePeople)]
public sealed class IndexModel(LeapDb db, Calendar calendar) : PageModel
{
    public const int PageSize = 50;
    private const string ByPoints = "points";

    /// <summary>The programme at a glance.</summary>
    /// <param name="Active">People who earned something in the season.</param>
    public sealed record Glance(int Participants, int Active, int Firms, int Countries, RevenuePerHead Revenue);

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    [FromQuery]
    public string? Country { get; set; }

    /// <summary>Not called `language` in the address: that word there switches the page's own.</summary>
    [FromQuery(Name = "speaks")]
    public string? Language { get; set; }

    /// <summary>`points`, or anything else for names.</summary>
    [FromQuery]
    public string? Sort { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public bool IsByPoints => string.Equals(Sort, ByPoints, StringComparison.Ordinal);

    public bool IsFiltered => Typed is { Length: > 0 } || Country is { Length: > 0 } || Language is { Length: > 0 };

    public Period Season { get; } = calendar.Season(calendar.Today);

    public Calendar Calendar => calendar;

    public Glance Programme { get; private set; } = null!;

    public IReadOnlyList<string> Countries { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<PeopleList.Row> Rows { get; private set; } = [];

    private PeopleList List => new(db, new(Typed ?? "", Country ?? "", Language ?? "", IsByPoints), calendar);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Countries = await db.Countries.AsNoTracking().Select(c => c.Code).ToListAsync(cancel);
        Programme = await GlanceAsync(cancel);
        Total = await List.CountAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = await List.PageAsync(Number, PageSize, cancel);
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) =>
        File(await List.FileAsync(cancel), "text/csv; charset=utf-8", "people.csv");

    /// <summary>The address of a page of this list with all filters kept.</summary>
    public string Address(int number) => Address(number, Sort, handler: null);

    /// <param name="handler">`Csv` for the file; null for the page.</param>
    public string Address(int number, string? sort, string? handler) => Url.Page("/Manage/People/Index", handler, new
    {
        q = Typed,
        country = Country,
        speaks = Language,
        sort,
        p = number > 1 ? number : (int?)null,
    })!;

    private async Task<Glance> GlanceAsync(CancellationToken cancel)
    {
        var today = calendar.Today;
        var participants = await db.Memberships.AsNoTracking()
            .Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .Select(m => m.PersonId)
            .Distinct()
            .CountAsync(cancel);
        var active = await db.Scores.AsNoTracking().CountAsync(s => s.Period == Season.Key && s.Total > 0, cancel);
        var firms = await db.Firms.AsNoTracking().Where(f => f.MergedIntoId == null)
            .GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Countries = g.Select(f => f.Country).Distinct().Count() })
            .SingleOrDefaultAsync(cancel);
        var revenue = await RevenuePerHead.LoadAsync(db, Season, participants, cancel);
        return new(participants, active, firms?.Count ?? 0, firms?.Countries ?? 0, revenue);
    }
}
