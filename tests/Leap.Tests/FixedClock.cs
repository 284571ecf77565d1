namespace Leap.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    /// <summary>A Sunday in November, before noon UTC.</summary>
    public static FixedClock Start() => new(new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void MoveTo(DateTimeOffset instant) => now = instant;

    public void Advance(TimeSpan by) => now += by;
}
