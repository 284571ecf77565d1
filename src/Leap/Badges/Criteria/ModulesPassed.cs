using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>
/// So many different modules passed in the season, of a family or kind where named: `count=5;family=rack;kind=quick-learn`.
/// </summary>
public sealed class ModulesPassed : Criterion
{
    private static readonly FactQuery Query = new(
        """
        FROM (SELECT person_id, module_id, MIN(completed_on) AS day FROM completions
              WHERE completed_on >= {0} AND completed_on < {1} AND ({2} = 0 OR person_id = {2}) GROUP BY person_id, module_id) AS passed
        JOIN modules ON modules.id = passed.module_id
        WHERE ({3} = '' OR modules.family = {3}) AND ({4} = '' OR LOWER(modules.kind) = {4})
        """,
        "passed.person_id", "passed.day", "passed.module_id", "1");

    public override string Code => "modules-passed";

    public override BadgeGroup Group => BadgeGroup.Learning;

    public override bool IsValid(BadgeTerms terms) => terms.Number("count") > 0;

    public override Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel)
    {
        var kind = (terms.Word("kind") ?? "").Replace("-", "", StringComparison.Ordinal);
        return Facts.FirstReachedAsync(
            db, Query, terms.Number("count"), [season.FromOn, season.UntilOn, personId ?? 0, terms.Word("family") ?? "", kind], cancel);
    }

    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms)
    {
        var family = terms.Word("family") ?? "";
        var kind = (terms.Word("kind") ?? "").Replace("-", "", StringComparison.Ordinal);
        var passed = record.Passes
            .Where(p => family.Length == 0 || string.Equals(p.Family, family, StringComparison.Ordinal))
            .Where(p => kind.Length == 0 || string.Equals(p.Kind.ToString(), kind, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(p => p.ModuleId);
        return new BadgeProgress(passed.Count(), terms.Number("count"));
    }
}
