using Leap.Members;

namespace Leap.Tiers;

/// <summary>What a tier asks of a firm within a season.</summary>
/// <param name="RevenueMinor">Approved net revenue in minor units of the reporting currency.</param>
/// <param name="CertifiedPeople">Members with a certification that holds.</param>
public sealed record TierRule(Tier Tier, long RevenueMinor, int CertifiedPeople);

public static class TierRules
{
    /// <summary>Lowest first.</summary>
    public static IReadOnlyList<TierRule> All { get; } =
    [
        new(Tier.Authorized, 0, 0),
        new(Tier.Silver, 100_000_00, 1),
        new(Tier.Gold, 500_000_00, 3),
        new(Tier.Platinum, 2_000_000_00, 6),
    ];

    public static Tier Reached(long revenueMinor, int certifiedPeople) =>
        All.Last(r => revenueMinor >= r.RevenueMinor && certifiedPeople >= r.CertifiedPeople).Tier;

    /// <summary>The next tier's rule; null at the top.</summary>
    public static TierRule? After(Tier tier) => All.FirstOrDefault(r => r.Tier > tier);

    /// <summary>How much of the way from a tier to the next is done, 0 to 1: revenue and people count half each. 1 at the top.</summary>
    public static decimal ShareToNext(Tier tier, long revenueMinor, int certifiedPeople)
    {
        if (After(tier) is not { } next)
        {
            return 1;
        }

        var own = All.Single(r => r.Tier == tier);
        var revenue = Share(revenueMinor, own.RevenueMinor, next.RevenueMinor);
        var people = Share(certifiedPeople, own.CertifiedPeople, next.CertifiedPeople);
        return (revenue + people) / 2;

        static decimal Share(decimal value, decimal from, decimal to) => Math.Clamp((value - from) / (to - from), 0, 1);
    }
}
