using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>So many units of a family in approved sales with an invoice of the season: `family=storage;count=50`.</summary>
public sealed class UnitsSold : Criterion
{
    private static readonly FactQuery Query = new(
        """
        FROM sales JOIN sale_lines ON sale_lines.sale_id = sales.id JOIN products ON products.id = sale_lines.product_id
        WHERE sales.state = 'Approved' AND sales.invoice_on >= {0} AND sales.invoice_on < {1} AND ({2} = 0 OR sales.person_id = {2})
            AND products.family = {3}
        """,
        "sales.person_id", "sales.invoice_on", "sale_lines.id", "sale_lines.quantity - sale_lines.returned_quantity");

    public override string Code => "units-sold";

    public override BadgeGroup Group => BadgeGroup.Selling;

    public override bool IsValid(BadgeTerms terms) => terms.Number("count") > 0 && !string.IsNullOrEmpty(terms.Word("family"));

    public override Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel) =>
        Facts.FirstReachedAsync(
            db, Query, terms.Number("count"), [season.FromOn, season.UntilOn, personId ?? 0, terms.Word("family")!], cancel);

    public override BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms) =>
        new(record.Families.Where(f => f.Family == terms.Word("family")).Sum(f => f.Units), terms.Number("count"));
}
