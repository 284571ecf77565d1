using Leap.Ledger;

namespace Leap.Awards;

/// <summary>Where an award's points come from and go back to: its promotion's budget, or the programme's issued points.</summary>
internal static class Funding
{
    /// <summary>The legs on the sources, one a source.</summary>
    public static List<Leg> Sources(IEnumerable<Award> awards, bool takes) =>
        [.. awards
            .GroupBy(a => a.BudgetId)
            .OrderBy(g => g.Key)
            .Select(g => new Leg(
                g.Key is { } promotionId ? AccountRef.Budget(promotionId) : AccountRef.Issued,
                takes ? -g.Sum(a => a.Standing) : g.Sum(a => a.Standing)))];
}
