using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Promotions;

/// <summary>One version of a promotion's terms; never changed once written. Empty lists mean "all".</summary>
public sealed class PromotionVersion
{
    public required long PromotionId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Version { get; init; }

    public required LocalizedText Name { get; init; }

    public required LocalizedText Text { get; init; }

    public required string Rule { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day, included.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Lists are joined with `|`.</summary>
    public required string Families { get; init; }

    public required string Skus { get; init; }

    public required string Countries { get; init; }

    public required string Tiers { get; init; }

    /// <summary>Points per unit, per amount or per completion, as the rule reads it.</summary>
    public required long Points { get; init; }

    /// <summary>Amount in minor units of the reporting currency that earns <see cref="Points"/> once; 0 where the rule has none.</summary>
    public required long PerMinor { get; init; }

    /// <summary>Share of the base award that is added on top; 100 doubles it.</summary>
    public required int MultiplierPercent { get; init; }

    /// <summary>Most points for one sale; null: no cap.</summary>
    public long? CapPerSale { get; init; }

    /// <summary>Most points for one person over the promotion's life; null: no cap.</summary>
    public long? CapPerPerson { get; init; }

    /// <summary>Higher wins within a stacking group; equal priorities go to the lower code.</summary>
    public required int Priority { get; init; }

    /// <summary>Of the promotions in one group only one pays; empty: stacks with all.</summary>
    public required string StackingGroup { get; init; }

    /// <summary>Days that points wait after approval before they can be spent.</summary>
    public required int WaitingDays { get; init; }

    /// <summary>Whether sellers of a firm of this country and tier can earn from it.</summary>
    public bool IsForFirm(string country, string tier) => IsListed(Countries, country) && IsListed(Tiers, tier);

    /// <param name="sku">Empty for a module.</param>
    public bool IsForProduct(string family, string sku) => IsListed(Families, family) && IsListed(Skus, sku);

    internal static bool IsListed(string list, string value) =>
        list.Length == 0 || list.Split('|').Contains(value, StringComparer.OrdinalIgnoreCase);

    internal sealed class Map : IEntityTypeConfiguration<PromotionVersion>
    {
        public void Configure(EntityTypeBuilder<PromotionVersion> builder)
        {
            builder.ToTable("promotion_versions");
            builder.HasKey(v => new { v.PromotionId, v.Version });
            builder.Property(v => v.Rule).HasMaxLength(40);
            builder.Property(v => v.StackingGroup).HasMaxLength(40);
        }
    }
}
