namespace Leap.Promotions.Rules;

/// <summary>So many points for each module passed.</summary>
public sealed class FixedPoints : Rule
{
    public override string Code => "fixed";

    public override bool IsForSales => false;

    public override (Fraction Exact, Reason Reason) Award(PromotionVersion terms, Facts facts, Fraction baseAward, string currency) =>
        (terms.Points, new Reason("why.fixed", new ReasonValue("count", terms.Points)));
}
