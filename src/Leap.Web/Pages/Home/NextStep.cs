using Leap.Badges;
using Leap.Courses;
using Leap.Locales;
using Leap.Promotions;

namespace Leap.Web.Pages.Home;

/// <summary>One thing that a person could do next.</summary>
/// <param name="Gain">Points that it brings; 0 where it brings none.</param>
public sealed record NextStep(NextStepKind Kind, long Gain)
{
    private const int DueDays = 90;
    private const int DueMax = 2;
    private const int RewardedMax = 2;
    private const int ModulesMax = 3;

    public NextStepModule? Module { get; private init; }

    /// <summary>The last day on which a certification holds.</summary>
    public DateOnly? DueOn { get; private init; }

    /// <summary>The promotion that adds most, and what it adds.</summary>
    public PromotionVersion? Terms { get; private init; }

    public long Extra { get; private init; }

    public NearestBadge? Badge { get; private init; }

    /// <summary>Renewals that are due, what a promotion rewards, the modules that bring most, the nearest badge.</summary>
    /// <param name="modules">All modules, those that bring most first.</param>
    /// <param name="extra">What promotions would add for a module of a family.</param>
    public static IReadOnlyList<NextStep> Choose(
        IReadOnlyList<NextStepModule> modules,
        IReadOnlyDictionary<string, IReadOnlyList<Grant>> extra,
        NearestBadge? nearest,
        DateOnly today)
    {
        var due = modules
            .Select(m => new NextStep(NextStepKind.Renew, 0) { Module = m, DueOn = m.Passes.Max(p => p.ValidUntilOn) })
            .Where(s => s.DueOn >= today && s.DueOn <= today.AddDays(DueDays))
            .OrderBy(s => s.DueOn)
            .Take(DueMax);
        var open = modules.Where(m => !m.Passes.Exists(p => p.Version == m.Version)).ToList();
        var rewarded = open
            .Select(m => Rewarded(m, extra[m.Family]))
            .OfType<NextStep>()
            .OrderByDescending(s => s.Gain)
            .Take(RewardedMax)
            .ToList();
        var most = open
            .Where(m => !rewarded.Exists(s => s.Module == m))
            .Take(ModulesMax - rewarded.Count)
            .Select(m => new NextStep(NextStepKind.Pass, m.Points) { Module = m });
        return [.. due, .. rewarded, .. most, .. nearest is null ? [] : new[] { new NextStep(NextStepKind.Badge, 0) { Badge = nearest } }];
    }

    /// <summary>Null when no promotion rewards the module.</summary>
    private static NextStep? Rewarded(NextStepModule module, IReadOnlyList<Grant> grants) =>
        grants.MaxBy(g => g.Points) is not { } best
            ? null
            : new NextStep(NextStepKind.Rewarded, module.Points + grants.Sum(g => g.Points))
            {
                Module = module,
                Terms = best.Promotion.Current,
                Extra = best.Points,
            };
}

public enum NextStepKind
{
    Renew,
    Rewarded,
    Pass,
    Badge,
}

/// <summary>A module with what the person has made of it.</summary>
public sealed record NextStepModule(
    long Id,
    string Code,
    LocalizedText Title,
    ModuleKind Kind,
    string Family,
    int Minutes,
    int Points,
    int Version,
    List<NextStepPass> Passes);

public sealed record NextStepPass(int Version, DateOnly CompletedOn, DateOnly? ValidUntilOn);

/// <summary>The badge of the season with the shortest way to go.</summary>
public sealed record NearestBadge(Badge Badge, BadgeProgress Progress);
