using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Statements;
using Leap.Web.Access;
using Leap.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using System.Globalization;

namespace Leap.Web.Pages.Manage.Liability;

/// <summary>What outstanding points will cost by the month in which they expire, and how points moved in a period (L16).</summary>
[May(Permission.SeeLedger)]
public sealed class IndexModel(
    LeapDb db,
    LiabilityReport liability,
    MovementTable movements,
    Programmes.Calendar calendar,
    LeapSettings settings,
    Locale locale) : PageModel
{
    public const string Custom = "custom";
    private const int BarsMax = 24;
    private const string CsvType = "text/csv; charset=utf-8";

    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>The day at whose end the liability is read; nothing, today and later days: now.</summary>
    [FromQuery(Name = "day")]
    public DateOnly? AsOf { get; set; }

    /// <summary>The key of a month, quarter or season, or <see cref="Custom"/>.</summary>
    [FromQuery]
    public string? Period { get; set; }

    /// <summary>First and last day of a custom period, both included.</summary>
    [FromQuery]
    public DateOnly? From { get; set; }

    [FromQuery]
    public DateOnly? To { get; set; }

    [FromQuery]
    public string? Country { get; set; }

    /// <summary>A firm's code, or a part of its name; it counts before the country.</summary>
    [FromQuery(Name = "firm")]
    public string? Typed { get; set; }

    public LiabilityReport.Report Report { get; private set; } = null!;

    /// <summary>Null when the firm that was typed is none, or several.</summary>
    public MovementTable.Sums? Movements { get; private set; }

    public Members.Firm? Firm { get; private set; }

    /// <summary>The text key of what is wrong with the firm that was typed; empty when nothing is.</summary>
    public string FirmFault { get; private set; } = "";

    public IReadOnlyList<string> Countries { get; private set; } = [];

    /// <summary>The span of the movements; its key is <see cref="Custom"/> when the days were typed.</summary>
    public Period Span { get; private set; } = null!;

    public bool IsNow => Report.AsOf == calendar.Today;

    public DateOnly Today => calendar.Today;

    /// <summary>Kinds that always have a row, and others only when something happened.</summary>
    public IEnumerable<MovementTable.Line> Lines =>
        Movements!.Lines.Where(l => l.Points != 0 || l.Kind is not (MovementKind.WrittenOff or MovementKind.Corrected));

    public IReadOnlyList<Bar> Bars
    {
        get
        {
            var points = Report.Months.ToDictionary(m => m.MonthOn, m => m.Points);
            var first = Report.Months[0].MonthOn;
            return [.. Enumerable.Range(0, BarsMax)
                .Select(first.AddMonths)
                .TakeWhile(month => month <= Report.Months[^1].MonthOn)
                .Select(month => new Bar(
                    locale.MonthShort(month),
                    locale.Month(month),
                    points.GetValueOrDefault(month),
                    locale.Number(points.GetValueOrDefault(month)),
                    month == first))];
        }
    }

    /// <summary>The latest months, quarters and seasons, each from the newest.</summary>
    public IEnumerable<IGrouping<PeriodKind, Period>> Choices
    {
        get
        {
            var months = Enumerable.Range(0, 12).Select(i => Programmes.Period.Month(Today.AddMonths(-i)));
            var quarters = Enumerable.Range(0, 4).Select(i => calendar.Quarter(Today.AddMonths(-3 * i)));
            var seasons = Enumerable.Range(0, 2).Select(i => calendar.Season(Today.AddYears(-i)));
            var chosen = Span.Key == Custom ? [] : new[] { Span };
            return months.Concat(quarters).Concat(seasons).Concat(chosen).Distinct().GroupBy(p => p.Kind);
        }
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await using var view = await db.BeginSnapshotAsync(cancel);
        Report = await liability.ReadAsync(Known(AsOf ?? Today), cancel);
        Countries = await db.Countries.AsNoTracking().Select(c => c.Code).ToListAsync(cancel);
        Country = Countries.Contains(Country, StringComparer.Ordinal) ? Country : null;
        await LoadMovementsAsync(cancel);
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Report = await liability.ReadAsync(Known(AsOf ?? Today), cancel);
        return File(await LiabilityFile.MonthsAsync(Report, settings.Programme.Currency, cancel), CsvType, "liability.csv");
    }

    public async Task<IActionResult> OnGetMovementsCsvAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await LoadMovementsAsync(cancel);
        return Movements is null
            ? NotFound()
            : File(
                await LiabilityFile.MovementsAsync(Movements, Firm?.Code ?? Country ?? "", Span, cancel), CsvType, "movements.csv");
    }

    /// <param name="handler">`Csv` or `MovementsCsv` for a file; null for the page.</param>
    public string Address(string? handler) => Url.Page("/Manage/Liability/Index", handler, new
    {
        day = Iso(AsOf),
        period = Period,
        from = Iso(From),
        to = Iso(To),
        country = Country,
        firm = Typed,
    })!;

    /// <summary>As date fields and addresses write a day.</summary>
    public static string? Iso(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private async Task LoadMovementsAsync(CancellationToken cancel)
    {
        Span = ChosenSpan();
        await FindFirmAsync(cancel);
        if (FirmFault.Length > 0)
        {
            return;
        }

        var scope = Firm is { } firm ? MovementScope.Firm(firm.Id)
            : Country is { Length: > 0 } country ? MovementScope.Country(country)
            : MovementScope.Programme;
        Movements = await movements.ReadAsync(scope, Span.FromOn, Span.UntilOn, cancel);
    }

    private Period ChosenSpan()
    {
        if (Period is ['2', ..] && calendar.Find(Period) is { } period)
        {
            return period;
        }

        if (Period != Custom && From is null && To is null)
        {
            return Programmes.Period.Month(Today);
        }

        var (one, other) = (Known(From ?? To ?? Today), Known(To ?? Today));
        return new(Custom, PeriodKind.Month, one < other ? one : other, (one < other ? other : one).AddDays(1));
    }

    /// <summary>The whole code is the firm; else a part of a name must be of one firm only.</summary>
    private async Task FindFirmAsync(CancellationToken cancel)
    {
        if (Typed?.Trim() is not { Length: > 0 } typed)
        {
            return;
        }

        var code = typed.ToUpperInvariant();
        var found = await new NameSearch(db, typed).Firms().AsNoTracking()
            .OrderByDescending(f => f.Code == code)
            .Take(2)
            .ToListAsync(cancel);
        Firm = found.Count == 1 || (found.Count > 1 && found[0].Code == code) ? found[0] : null;
        FirmFault = Firm is not null ? "" : found.Count == 0 ? "liability.firm.none" : "liability.firm.several";
    }

    private DateOnly Known(DateOnly day) => day < FirstDay ? FirstDay : day > Today ? Today : day;
}
