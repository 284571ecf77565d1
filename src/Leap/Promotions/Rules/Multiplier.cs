namespace Leap.Promotions.Rules;

/// <summary>A share of the base award on top of it.</summary>
public sealed class Multiplier : Rule
{
    public override string Code => "multiplier";

    public override bool IsForSales => true;

    public override (Fraction Exact, Reason Reason) Award(PromotionVersion terms, Facts facts, Fraction baseAward, string currency)
    {
        var exact = baseAward * new Fraction(terms.MultiplierPercent, 100);
        return (exact, new Reason(
            "why.multiplier",
            new ReasonValue("percent", terms.MultiplierPercent),
            ReasonValue.Of("base", baseAward),
            new ReasonValue("count", exact.RoundDown())));
    }
}
