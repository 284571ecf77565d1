namespace Leap.Seeding;

/// <summary>How busy each day of the demo's season is.</summary>
public static class SeasonShape
{
    public static readonly DateOnly FirstOn = new(2026, 1, 1);

    /// <summary>The last day with activity; the season itself goes on to the end of the year.</summary>
    public static readonly DateOnly LastOn = new(2026, 11, 21);

    public static IReadOnlyList<DateOnly> Days { get; } =
        [.. Enumerable.Range(0, LastOn.DayNumber - FirstOn.DayNumber + 1).Select(i => FirstOn.AddDays(i))];

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>The day itself, or the Monday after a weekend.</summary>
    public static DateOnly WorkdayFrom(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    /// <summary>Invoices crowd into the last two weeks of a quarter and the last days of a month; August is slow, weekends are
    /// quiet, and of the newest invoices some are not reported yet.</summary>
    public static double Selling(DateOnly day)
    {
        var week = day.DayOfWeek switch
        {
            DayOfWeek.Saturday => 0.06,
            DayOfWeek.Sunday => 0.03,
            DayOfWeek.Monday => 0.95,
            DayOfWeek.Friday => 1.05,
            _ => 1.1,
        };
        var left = day.AddMonths(1).AddDays(-day.Day).DayNumber - day.DayNumber;
        var monthEnd = left < 14 && day.Month is 3 or 6 or 9 ? 2.3 : left < 3 ? 1.3 : 1;
        var reported = LastOn.DayNumber - day.DayNumber < 10 ? 0.65 : 1;
        return week * monthEnd * reported * Holidays(day) * Growth(day);
    }

    /// <summary>People learn from Tuesday to Thursday, most in the first weeks of a quarter and least when it closes.</summary>
    public static double Learning(DateOnly day)
    {
        var week = day.DayOfWeek switch
        {
            DayOfWeek.Saturday => 0.12,
            DayOfWeek.Sunday => 0.09,
            DayOfWeek.Monday => 1,
            DayOfWeek.Friday => 0.8,
            _ => 1.2,
        };
        var quarter = (((day.Month - 1) % 3) + 1) switch
        {
            1 => 1.15,
            3 when day.Day > 16 => 0.6,
            _ => 1,
        };
        return week * quarter * Holidays(day) * Growth(day);
    }

    private static double Holidays(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => 0.02,
        (1, <= 6) => 0.3,
        (5, 1) => 0.2,
        (8, _) => 0.65,
        _ => 1,
    };

    private static double Growth(DateOnly day) => 0.9 + (0.3 * (day.DayNumber - FirstOn.DayNumber) / Days.Count);
}
