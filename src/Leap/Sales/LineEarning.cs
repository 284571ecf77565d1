using Leap.Awards;
using Leap.Locales;
using Leap.Products;
using Leap.Promotions;

namespace Leap.Sales;

/// <summary>One line of a sale with what it earns, and why other promotions pass it by (P8).</summary>
public sealed record LineEarning(
    Product Product, SaleLine Line, IReadOnlyList<LineEarning.Paid> Grants, IReadOnlyList<LineEarning.Unpaid> Misses)
{
    /// <summary>What stands after returns; voided awards count nothing.</summary>
    public long Points => Grants.Where(g => g.State != AwardState.Voided).Sum(g => g.Points);

    /// <param name="State">Null while the sale is only thought of.</param>
    /// <param name="ReleaseOn">First day on which waiting points can be spent; null unless the award is approved.</param>
    public sealed record Paid(LocalizedText Promotion, long Points, AwardState? State, DateOnly? ReleaseOn, IReadOnlyList<Reason> Reasons);

    public sealed record Unpaid(LocalizedText Promotion, Reason Why);
}
