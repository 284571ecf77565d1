namespace Leap.Badges;

/// <summary>How far someone is on the way to a badge.</summary>
/// <param name="IsMoney">Whether both are minor units of the reporting currency, rather than a count.</param>
public sealed record BadgeProgress(long Reached, long Needed, bool IsMoney = false)
{
    /// <summary>0 to 100, rounded down.</summary>
    public int Percent => Needed <= 0 ? 0 : (int)(Math.Clamp(Reached, 0, Needed) * 100 / Needed);
}

/// <summary>What kind of doing a badge is for; badges not yet won are shown by it, in this order.</summary>
public enum BadgeGroup
{
    Learning,
    Certification,
    Selling,
}
