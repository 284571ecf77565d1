using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>So much approved net revenue with an invoice of the season, in whole units of the reporting currency: `usd=100000`.</summary>
public sealed class Revenue : Criterion
{
    private static readonly FactQuery Query = new(
        """
        FROM sales JOIN sale_lines ON sale_lines.sale_id = sales.id
        WHERE sales.state = 'Approved' AND sales.invoice_on >= {0} AND sales.invoice_on < {1} AND ({2} = 0 OR sales.person_id = {2})
        """,
        "sales.person_id", "sales.invoice_on", "sale_lines.id", "sale_lines.reporting_minor");

    public override string Code => "revenue";

    public override BadgeGroup Group => BadgeGroup.Selling;

    public override bool IsValid(BadgeTerms terms) => terms.Number("usd") > 0;

    public override Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel) =>
        Facts.FirstReachedAsync(db, Query, terms.Number("usd") * 100, [season.FromOn, season.UntilOn, personId ?? 0], cancel);

    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms) =>
        new(record.Families.Sum(f => f.RevenueMinor), terms.Number("usd") * 100, IsMoney: true);
}
