using Leap.Data;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Rewards;

/// <summary>What points can become.</summary>
public sealed class Reward
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required long Points { get; set; }

    public required string Category { get; set; }

    /// <summary>What it costs the programme, in minor units of <see cref="Currency"/>.</summary>
    public required long ValueMinor { get; set; }

    public required string Currency { get; set; }

    public required string Icon { get; set; }

    public required LocalizedText Name { get; set; }

    public required LocalizedText Text { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Reward>
    {
        public void Configure(EntityTypeBuilder<Reward> builder)
        {
            builder.ToTable("rewards");
            builder.Property(r => r.Code).HasMaxLength(40);
            builder.Property(r => r.Category).HasMaxLength(40);
            builder.Property(r => r.Currency).HasMaxLength(3);
            builder.Property(r => r.Icon).HasMaxLength(20);
            builder.HasIndex(r => r.Code).IsUnique();
        }
    }
}

public static class RewardTables
{
    extension(LeapDb db)
    {
        public DbSet<Reward> Rewards => db.Set<Reward>();
    }
}
