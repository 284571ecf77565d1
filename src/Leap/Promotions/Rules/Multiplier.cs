namespace Leap.Promotions.Rules;

/// <summary>A share of the base award on top of it.</summary>
public sealed class Multiplier : Rule
{
    public override string Code => "multiplier";

    public override bool IsForSales => true;

    public override (long Points, Reason Reason) Award(PromotionVersion terms, Facts facts, long basePoints, string currency)
    {
        var points = checked(basePoints * terms.MultiplierPercent) / 100;
        return (points, new Reason(
            "why.multiplier",
            new ReasonValue("percent", terms.MultiplierPercent),
            new ReasonValue("base", basePoints),
            new ReasonValue("count", points)));
    }
}
