using System.Globalization;
using Leap.Settings;

namespace Leap.Programmes;

/// <summary>Time as the programme sees it: instants are UTC, days belong to the programme's zone.</summary>
public sealed class Calendar(TimeProvider clock, LeapSettings settings)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Programme.TimeZone);

    /// <summary>The UTC instant, cut to whole microseconds: what both databases can store.</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    public DateOnly Today => DayOf(Now);

    /// <summary>The programme's zone, in which people read times.</summary>
    public TimeZoneInfo Zone => zone;

    public string ZoneName => settings.Programme.TimeZone;

    public DateOnly DayOf(DateTime instant) => DayOf(instant, zone);

    /// <summary>The day that it was in a zone by its name: the one that a closed period keeps.</summary>
    public static DateOnly DayOf(DateTime instant, string zoneName) => DayOf(instant, TimeZoneInfo.FindSystemTimeZoneById(zoneName));

    /// <summary>
    /// The UTC instant at which the day begins in the programme's zone; where midnight does not exist, the first that does, and where it
    /// comes twice, the first of the two.
    /// </summary>
    public DateTime StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsAmbiguousTime(local))
        {
            return DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc);
        }

        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    public Period Quarter(DateOnly day) => Period.Quarter(day, settings.Programme.SeasonStartMonth);

    public Period Season(DateOnly day) => Period.Season(day, settings.Programme.SeasonStartMonth);

    /// <summary>The periods that a day counts in, shortest first.</summary>
    public IReadOnlyList<Period> PeriodsOf(DateOnly day) => [Period.Month(day), Quarter(day), Season(day)];

    /// <summary>The period of a key as made by <see cref="Period"/>; null when it is none.</summary>
    public Period? Find(string key)
    {
        if (DateOnly.TryParseExact(key + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return Period.Month(month);
        }

        if (key.Length is not (6 or 7) || key[4] != '-'
            || !int.TryParse(key[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1900 or > 9000)
        {
            return null;
        }

        var season = Season(new DateOnly(year, settings.Programme.SeasonStartMonth, 1));
        return key[5..] switch
        {
            "S" => season,
            "Q1" or "Q2" or "Q3" or "Q4" => Quarter(season.FromOn.AddMonths(3 * (key[6] - '1'))),
            _ => null,
        };
    }

    /// <summary>The last day on which points that arrive on a day can be spent, by the rule of the programme (L6).</summary>
    public DateOnly ExpiryOf(DateOnly day)
    {
        var programme = settings.Programme;
        return programme.LotRule switch
        {
            LotRule.Days => day.AddDays(programme.LotDays),
            LotRule.SeasonEnd => Season(day).LastOn.AddDays(programme.LotGraceDays),
            _ => Period.Month(day).FromOn.AddMonths(programme.LotMonths + 1).AddDays(-1),
        };
    }

    private static DateOnly DayOf(DateTime instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(instant, DateTimeKind.Utc), zone));
}
