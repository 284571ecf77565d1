using Leap.Promotions;

namespace Leap.Web.Pages.Manage.Promotions;

/// <summary>A promotion with what it came to so far.</summary>
/// <param name="Paid">Points granted and not taken back, waiting ones included.</param>
/// <param name="BudgetLeft">Null without a budget.</param>
/// <param name="MissingLanguages">Languages in which name or text are missing.</param>
public sealed record PromotionRow(Promotion Promotion, long Paid, int People, long? BudgetLeft, IReadOnlyList<string> MissingLanguages)
{
    /// <summary>Shares of the budget at which a manager is warned (P6).</summary>
    private static readonly int[] Marks = [95, 80, 50];

    public PromotionVersion Terms => Promotion.Current;

    public int? SpentPercent =>
        Promotion.BudgetPoints is { } budget && BudgetLeft is { } left ? (int)((budget - left) * 100 / Math.Max(1, budget)) : null;

    /// <summary>The highest mark that was passed; null below 50 %.</summary>
    public int? Mark => SpentPercent is { } spent && Array.Find(Marks, m => spent >= m) is var mark and > 0 ? mark : null;
}
