using Leap.Programmes;
using Leap.Settings;

namespace Leap.Tiers;

/// <summary>How long a tier lasts: its season, the next one, and the grace after that.</summary>
public sealed class TierSpans(Calendar calendar, LeapSettings settings)
{
    /// <summary>The first day on which tiers of earlier seasons can lapse.</summary>
    public DateOnly ReviewOn(Period season) => season.FromOn.AddDays(settings.Programme.TierGraceDays);

    /// <summary>The last day of a tier that was earned, or earned again, on <paramref name="day"/>.</summary>
    public DateOnly LastDayOf(DateOnly day)
    {
        var next = calendar.Season(calendar.Season(day).UntilOn);
        return ReviewOn(calendar.Season(next.UntilOn)).AddDays(-1);
    }
}
