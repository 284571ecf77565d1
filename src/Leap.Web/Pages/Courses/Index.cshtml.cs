using Leap.Courses;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Courses;

/// <summary>All modules as the reader finds them worth: what is due or begun first, what they have passed last.</summary>
[May(Permission.Learn)]
public sealed class IndexModel(LeapDb db, ExtraPoints extraPoints, Calendar calendar, Locale locale, Me me) : PageModel
{
    public const int PageSize = 24;

    /// <param name="Extra">Points that live promotions would add today; 0 when the module earns this person nothing any more.</param>
    /// <param name="Passing">Null until it is passed once.</param>
    /// <param name="Earns">Whether a pass earns points: it has none of this version yet.</param>
    public sealed record Row(
        string Code,
        ModuleKind Kind,
        string Family,
        int Minutes,
        int Points,
        long Extra,
        string Title,
        string Summary,
        Passing? Passing,
        PassState? State,
        bool IsOpen,
        bool Earns)
    {
        internal int Rank => (State, IsOpen, Extra) switch
        {
            (_, true, _) => 0,
            (PassState.Due or PassState.Expired, _, _) => 1,
            (null, _, > 0) => 2,
            (null, _, _) => 3,
            _ => 4,
        };
    }

    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    [FromQuery]
    public string? Family { get; set; }

    [FromQuery]
    public ModuleKind? Kind { get; set; }

    [FromQuery(Name = "open")]
    public bool IsOpenOnly { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<string> Families { get; private set; } = [];

    public int Total { get; private set; }

    public int ModuleCount { get; private set; }

    public int PassedCount { get; private set; }

    public long SeasonPoints { get; private set; }

    public Period Season { get; } = calendar.Season(calendar.Today);

    public bool IsFiltered => Search is { Length: > 0 } || Family is { Length: > 0 } || Kind is not null || IsOpenOnly;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var modules = await db.Modules.AsNoTracking().ToListAsync(cancel);
        var passed = await Passing.LatestAsync(db, me.PersonId, cancel);
        var open = await db.Attempts.AsNoTracking()
            .Where(a => a.PersonId == me.PersonId && a.SubmittedAt == null)
            .Select(a => a.ModuleId)
            .ToListAsync(cancel);
        var extras = await extraPoints.ForAsync(me.PersonId, me.Country, me.Tier, modules.Select(m => m.Family), cancel);
        SeasonPoints = await db.Scores.AsNoTracking()
            .Where(s => s.Period == Season.Key && s.PersonId == me.PersonId)
            .Select(s => s.Learning)
            .FirstOrDefaultAsync(cancel);
        ModuleCount = modules.Count;
        PassedCount = modules.Count(m => passed.ContainsKey(m.Id));
        Families = [.. modules.Select(m => m.Family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var rows = modules
            .Select(m => ToRow(m, passed.GetValueOrDefault(m.Id), open.Contains(m.Id), extras[m.Family]))
            .Where(IsWanted)
            .OrderBy(r => r.Rank)
            .ThenBy(r => r.Family, StringComparer.Ordinal)
            .ThenBy(r => r.Kind)
            .ThenBy(r => r.Code, StringComparer.Ordinal)
            .ToList();
        Total = rows.Count;
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = [.. rows.Skip((Number - 1) * PageSize).Take(PageSize)];
    }

    /// <summary>The address of a page with all filters kept.</summary>
    public string Address(int number) => Url.Page("/Courses/Index", new
    {
        q = Search,
        family = Family,
        kind = Kind,
        open = IsOpenOnly ? "true" : null,
        p = number,
    })!;

    private Row ToRow(Module module, Passing? passing, bool isOpen, IReadOnlyList<Grant> extras)
    {
        var earns = passing is null || passing.ModuleVersion < module.Version;
        return new Row(
            module.Code,
            module.Kind,
            module.Family,
            module.Minutes,
            module.Points,
            earns ? extras.Sum(g => g.Points) : 0,
            module.Title.In(locale.Code),
            module.Summary.In(locale.Code),
            passing,
            passing?.StateOn(calendar.Today),
            isOpen,
            earns);
    }

    private bool IsWanted(Row row) =>
        (Family is not { Length: > 0 } || row.Family == Family)
        && (Kind is null || row.Kind == Kind)
        && (!IsOpenOnly || row.State is null or PassState.Expired)
        && (Search is not { Length: > 0 } search
            || locale.Culture.CompareInfo.IndexOf(row.Title, search.Trim(), Folding) >= 0
            || row.Code.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase));

    private const System.Globalization.CompareOptions Folding =
        System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace;
}
