using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

/// <summary>A reseller company.</summary>
public sealed class Firm
{
    public long Id { get; init; }

    /// <summary>The vendor's own number for the firm; unique, the key of imports.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; set; }

    public string City { get; set; } = "";

    /// <summary>The language for mail to the firm as such.</summary>
    public required string Language { get; set; }

    public string? TaxId { get; set; }

    public Tier Tier { get; set; }

    /// <summary>Whether each member has what all personas allow.</summary>
    public bool EveryoneMayDoAll { get; set; }

    /// <summary>Null while its people can report sales.</summary>
    public DateTime? SuspendedAt { get; set; }

    /// <summary>Null while not suspended.</summary>
    public SuspensionReason? SuspendedFor { get; set; }

    /// <summary>The firm that this one became a part of, never one that is merged itself; null for a firm of today.</summary>
    public long? MergedIntoId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Firm>
    {
        public void Configure(EntityTypeBuilder<Firm> builder)
        {
            builder.ToTable("firms");
            builder.Property(f => f.Code).HasMaxLength(40);
            builder.Property(f => f.Name).HasMaxLength(200);
            builder.Property(f => f.Country).HasMaxLength(2);
            builder.Property(f => f.City).HasMaxLength(120);
            builder.Property(f => f.Language).HasMaxLength(12);
            builder.Property(f => f.TaxId).HasMaxLength(40);
            builder.HasIndex(f => f.Code).IsUnique();
            builder.HasIndex(f => f.Country);
            builder.HasIndex(f => f.MergedIntoId);
        }
    }
}

/// <summary>A firm's level, lowest first.</summary>
public enum Tier
{
    Authorized,
    Silver,
    Gold,
    Platinum,
}

/// <summary>Why a person or a firm is kept out for a while.</summary>
public enum SuspensionReason
{
    UnderReview,
    RulesBroken,
    AccessMisused,
    ContractEnded,
    OwnWish,
}

/// <summary>What a member may do for the firm; any combination.</summary>
[Flags]
public enum Personas
{
    None = 0,
    Seller = 1,
    FirmAdmin = 2,
    DealDesk = 4,
    IncentivesManager = 8,
    Marketing = 16,
    LearningLead = 32,
}
