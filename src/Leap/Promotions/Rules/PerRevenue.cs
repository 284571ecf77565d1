namespace Leap.Promotions.Rules;

/// <summary>So many points for each so much of net revenue.</summary>
public sealed class PerRevenue : Rule
{
    public override string Code => "per-revenue";

    public override bool IsForSales => true;

    public override (long Points, Reason Reason) Award(PromotionVersion terms, Facts facts, long basePoints, string currency)
    {
        var points = (long)((Int128)facts.ReportingMinor * terms.Points / terms.PerMinor);
        return (points, new Reason(
            "why.per-revenue",
            new ReasonValue("revenue", facts.ReportingMinor, currency),
            new ReasonValue("points", terms.Points),
            new ReasonValue("amount", terms.PerMinor, currency),
            new ReasonValue("count", points)));
    }
}
