using Leap.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Seeding;

/// <summary>The clock of a season that is played: it stands at the evening of one day in the programme's zone until it is put on.</summary>
public sealed class PlayedClock(LeapSettings settings) : TimeProvider
{
    private static readonly TimeOnly Evening = new(18, 0);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Programme.TimeZone);
    private DateTimeOffset now;

    public void StandAt(DateOnly day) => now = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(Evening), zone));

    public override DateTimeOffset GetUtcNow() => now;
}

/// <summary>The product, on the same database, as it is at the clock's time.</summary>
public delegate ServiceProvider PlayedProgramme(PlayedClock clock);
