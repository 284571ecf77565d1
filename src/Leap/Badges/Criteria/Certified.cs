using Leap.Courses;
using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>A certification passed in the season: `family=rack`.</summary>
public sealed class Certified : Criterion
{
    private static readonly FactQuery Query = new(
        """
        FROM completions JOIN modules ON modules.id = completions.module_id
        WHERE completions.completed_on >= {0} AND completions.completed_on < {1} AND ({2} = 0 OR completions.person_id = {2})
            AND modules.family = {3} AND modules.kind = 'Certification'
        """,
        "completions.person_id", "completions.completed_on", "completions.id", "1");

    public override string Code => "certified";

    public override BadgeGroup Group => BadgeGroup.Certification;

    public override bool IsValid(BadgeTerms terms) => !string.IsNullOrEmpty(terms.Word("family"));

    public override Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel) =>
        Facts.FirstReachedAsync(db, Query, 1, [season.FromOn, season.UntilOn, personId ?? 0, terms.Word("family")!], cancel);

    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms) =>
        new(record.Passes.Any(p => p.Kind == ModuleKind.Certification && p.Family == terms.Word("family")) ? 1 : 0, 1);
}
