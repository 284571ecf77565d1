namespace Leap.Promotions;

/// <summary>What is to be launched.</summary>
/// <param name="BudgetPoints">Null: without a limit.</param>
/// <param name="Terms">Makes the first version from the promotion's id.</param>
public sealed record NewPromotion(string Code, long? BudgetPoints, bool IsBase, Func<long, PromotionVersion> Terms)
{
    /// <summary>Who launches it; null: whoever runs the program.</summary>
    public long? LauncherId { get; init; }
}
