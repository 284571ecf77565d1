namespace Leap.Promotions.Rules;

/// <summary>So many points for each unit sold.</summary>
public sealed class PerUnit : Rule
{
    public override string Code => "per-unit";

    public override bool IsForSales => true;

    public override (Fraction Exact, Reason Reason) Award(PromotionVersion terms, Facts facts, Fraction baseAward, string currency)
    {
        var points = checked(facts.Quantity * terms.Points);
        return (points, new Reason(
            "why.per-unit",
            new ReasonValue("units", facts.Quantity),
            new ReasonValue("points", terms.Points),
            new ReasonValue("count", points)));
    }
}
