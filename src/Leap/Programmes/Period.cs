using System.Globalization;

namespace Leap.Programmes;

/// <summary>
/// A half-open span of days in the programme's zone with a key that sorts and never changes: `2026-11`, `2026-Q4`, `2026-S`.
/// </summary>
public sealed record Period(string Key, PeriodKind Kind, DateOnly FromOn, DateOnly UntilOn)
{
    public DateOnly LastOn => UntilOn.AddDays(-1);

    public bool Contains(DateOnly day) => FromOn <= day && day < UntilOn;

    public static Period Month(DateOnly day)
    {
        var from = new DateOnly(day.Year, day.Month, 1);
        return new(from.ToString("yyyy-MM", CultureInfo.InvariantCulture), PeriodKind.Month, from, from.AddMonths(1));
    }

    /// <summary>
    /// The quarter of the season that begins in <paramref name="seasonStartMonth"/>; named by the year in which the season begins.
    /// </summary>
    public static Period Quarter(DateOnly day, int seasonStartMonth)
    {
        var season = Season(day, seasonStartMonth);
        var number = MonthsBetween(season.FromOn, day) / 3;
        var from = season.FromOn.AddMonths(3 * number);
        var key = string.Create(CultureInfo.InvariantCulture, $"{season.FromOn.Year}-Q{number + 1}");
        return new(key, PeriodKind.Quarter, from, from.AddMonths(3));
    }

    public static Period Season(DateOnly day, int seasonStartMonth)
    {
        var year = day.Month >= seasonStartMonth ? day.Year : day.Year - 1;
        var from = new DateOnly(year, seasonStartMonth, 1);
        return new(string.Create(CultureInfo.InvariantCulture, $"{year}-S"), PeriodKind.Season, from, from.AddYears(1));
    }

    private static int MonthsBetween(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}

public enum PeriodKind
{
    Month,
    Quarter,
    Season,
}
