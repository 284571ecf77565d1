namespace Leap.Promotions.Rules;

/// <summary>A kind of arithmetic that a promotion can use. Pure: the same facts and terms give the same points.</summary>
public abstract class Rule
{
    /// <summary>The rules by the code that <see cref="PromotionVersion.Rule"/> holds.</summary>
    public static IReadOnlyDictionary<string, Rule> All { get; } = new Rule[]
    {
        new PerRevenue(), new PerUnit(), new Multiplier(), new FixedPoints(),
    }.ToDictionary(r => r.Code, StringComparer.Ordinal);

    public abstract string Code { get; }

    /// <summary>Whether it rewards sales; else it rewards modules.</summary>
    public abstract bool IsForSales { get; }

    /// <param name="baseAward">What the base rule granted for the same line, before rounding.</param>
    /// <returns>What the line is worth before rounding, which happens once and elsewhere (L14), and how that came about.</returns>
    public abstract (Fraction Exact, Reason Reason) Award(PromotionVersion terms, Facts facts, Fraction baseAward, string currency);
}
