using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>So many approved sales with an invoice of the season: `count=10`.</summary>
public sealed class SalesApproved : Criterion
{
    private static readonly FactQuery Query = new(
        "FROM sales WHERE state = 'Approved' AND invoice_on >= {0} AND invoice_on < {1} AND ({2} = 0 OR person_id = {2})",
        "person_id", "invoice_on", "id", "1");

    public override string Code => "sales-approved";

    public override BadgeGroup Group => BadgeGroup.Selling;

    public override bool IsValid(BadgeTerms terms) => terms.Number("count") > 0;

    public override Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel) =>
        Facts.FirstReachedAsync(db, Query, terms.Number("count"), [season.FromOn, season.UntilOn, personId ?? 0], cancel);

    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms) => new(record.SalesApproved, terms.Number("count"));
}
