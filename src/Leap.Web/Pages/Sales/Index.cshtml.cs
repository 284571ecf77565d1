using System.Globalization;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Settings;
using Leap.Web.Access;
using Leap.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Leap.Web.Pages.Sales;

/// <summary>A seller's sales, newest first; who may looks at all of the firm's.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class IndexModel(LeapDb db, Programmes.Calendar calendar, LeapSettings settings, Me me, Locale locale) : PageModel
{
    public const int PageSize = 25;

    /// <summary>`open`, `approved`, `rejected`, else all.</summary>
    [FromQuery(Name = "state")]
    public string StateName { get; set; } = "";

    /// <summary>`firm` for the firm's sales.</summary>
    [FromQuery]
    public string? Of { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public bool IsOfFirm => string.Equals(Of, "firm", StringComparison.Ordinal);

    public SaleState? State => StateName switch
    {
        "open" => SaleState.Submitted,
        "approved" => SaleState.Approved,
        "rejected" => SaleState.Rejected,
        _ => null,
    };

    public Period Season { get; private set; } = null!;

    public IReadOnlyDictionary<SaleState, int> Counts { get; private set; } = null!;

    public IReadOnlyList<SaleRow> Sales { get; private set; } = [];

    /// <summary>By sale; one that earned nothing is not in it.</summary>
    public IReadOnlyDictionary<long, long> Points { get; private set; } = null!;

    public IReadOnlyList<Bar> Bars { get; private set; } = [];

    /// <summary>Of the season, in minor units of the reporting currency.</summary>
    public long RevenueMinor { get; private set; }

    public long EarnedPoints { get; private set; }

    public long UndecidedPoints { get; private set; }

    public int CountOf(SaleState? state) => state is { } one ? Counts.GetValueOrDefault(one) : Counts.Values.Sum();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!MayLook)
        {
            return NotFound();
        }

        var list = new SalesList(db, me, IsOfFirm);
        Season = calendar.Season(calendar.Today);
        Counts = await list.CountsAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (CountOf(State) + PageSize - 1) / PageSize));
        Sales = await list.RowsAsync(list.In(State), (Number - 1) * PageSize, PageSize, cancel);
        Points = await SalePoints.OfAsync(db, [.. Sales.Select(s => s.Id)], cancel);
        var revenue = await list.RevenueAsync(Season, cancel);
        RevenueMinor = revenue.Values.Sum();
        Bars = ToBars(revenue);
        (EarnedPoints, UndecidedPoints) = await list.PointsAsync(Season, cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        if (!MayLook)
        {
            return NotFound();
        }

        var sales = new SalesList(db, me, IsOfFirm).In(State);
        return File(await SalesFile.WriteAsync(db, sales, settings.Programme.Currency, cancel), "text/csv; charset=utf-8", "sales.csv");
    }

    public string Address(string state, int number = 1, string? handler = null) => QueryHelpers.AddQueryString(
        "/sales",
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = handler,
            ["of"] = IsOfFirm ? "firm" : null,
            ["state"] = state.Length == 0 ? null : state,
            ["page"] = number == 1 ? null : number.ToString(CultureInfo.InvariantCulture),
        });

    private bool MayLook => !IsOfFirm || me.May(Permission.SeeFirmSales);

    private List<Bar> ToBars(Dictionary<int, long> revenue)
    {
        var currency = settings.Programme.Currency;
        return [.. Enumerable.Range(0, 12).Select(i => Season.FromOn.AddMonths(i))
            .Select(month => (month, minor: revenue.GetValueOrDefault(month.Month)))
            .Select(x => new Bar(
                locale.MonthShort(x.month),
                locale.Month(x.month),
                Currencies.ToMajor(x.minor, currency),
                locale.Money(x.minor, currency),
                IsAccent: Period.Month(calendar.Today).FromOn == x.month))];
    }
}
