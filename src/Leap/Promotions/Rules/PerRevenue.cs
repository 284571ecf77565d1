namespace Leap.Promotions.Rules;

/// <summary>So many points for each so much of net revenue.</summary>
public sealed class PerRevenue : Rule
{
    public override string Code => "per-revenue";

    public override bool IsForSales => true;

    public override (Fraction Exact, Reason Reason) Award(PromotionVersion terms, Facts facts, Fraction baseAward, string currency)
    {
        var exact = new Fraction(facts.ReportingMinor, terms.PerMinor) * terms.Points;
        return (exact, new Reason(
            "why.per-revenue",
            new ReasonValue("revenue", facts.ReportingMinor, currency),
            new ReasonValue("points", terms.Points),
            new ReasonValue("amount", terms.PerMinor, currency),
            new ReasonValue("count", exact.RoundDown())));
    }
}
