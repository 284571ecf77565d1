using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Jobs;

/// <summary>A job's work as of a day of the programme; returns how many things it did, zero when a run before had done them all.</summary>
public delegate Task<int> JobWork<in TOperation>(TOperation operation, DateOnly asOf, CancellationToken cancel);

/// <summary>
/// A line of the schedule: an operation that runs by itself. Its work is keyed by the day it is asked for, so running late, twice or on two
/// nodes comes to the same; a day on which nothing ran is covered by the next run.
/// </summary>
/// <param name="Purpose">In English, for operators at the command line; pages show the text of <see cref="PurposeKey"/>.</param>
public sealed record Job(string Name, JobTime When, JobWork<IServiceProvider> Work, string Purpose)
{
    public string PurposeKey => $"jobs.purpose.{Name}";

    public static Job Every<TOperation>(string name, TimeSpan interval, JobWork<TOperation> work, string purpose)
        where TOperation : notnull =>
        new(name, new JobTime(interval, DayOfMonth: null, At: default), Of(work), purpose);

    public static Job Daily<TOperation>(string name, TimeOnly at, JobWork<TOperation> work, string purpose)
        where TOperation : notnull =>
        new(name, new JobTime(Interval: null, DayOfMonth: null, at), Of(work), purpose);

    /// <param name="when">Day of the month, 1 to 28, and time of day.</param>
    public static Job Monthly<TOperation>(
        string name, (int Day, TimeOnly At) when, JobWork<TOperation> work, string purpose)
        where TOperation : notnull =>
        new(name, new JobTime(Interval: null, when.Day, when.At), Of(work), purpose);

    /// <summary>The day that keys a run on a day: itself, or for a monthly job the latest day it was planned for.</summary>
    public DateOnly AsOf(DateOnly day)
    {
        if (When.DayOfMonth is not { } planned)
        {
            return day;
        }

        var month = day.Day >= planned ? day : day.AddMonths(-1);
        return new DateOnly(month.Year, month.Month, planned);
    }

    private static JobWork<IServiceProvider> Of<TOperation>(JobWork<TOperation> work)
        where TOperation : notnull =>
        (services, asOf, cancel) => work(services.GetRequiredService<TOperation>(), asOf, cancel);
}

/// <summary>When a job runs, in the programme's zone.</summary>
/// <param name="Interval">Set for what runs all day long; the other two mean nothing then.</param>
/// <param name="DayOfMonth">Null for every day.</param>
public sealed record JobTime(TimeSpan? Interval, int? DayOfMonth, TimeOnly At)
{
    /// <summary>Seconds, minutes, hours, day of month, month, day of week; null for an interval.</summary>
    public string? Cron
    {
        get
        {
            var day = DayOfMonth?.ToString(CultureInfo.InvariantCulture) ?? "*";
            return Interval is null ? string.Create(CultureInfo.InvariantCulture, $"{At.Second} {At.Minute} {At.Hour} {day} * ?") : null;
        }
    }
}
