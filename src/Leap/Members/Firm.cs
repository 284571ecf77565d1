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

/// <summary>A person's time at a firm, from the first to the last day, both included.</summary>
public sealed class Membership
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required long FirmId { get; init; }

    public required Personas Personas { get; set; }

    public required DateOnly FromOn { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateOnly? ToOn { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("memberships");
            builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Firm>().WithMany().HasForeignKey(m => m.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(m => new { m.PersonId, m.FromOn }).IsUnique();
            builder.HasIndex(m => m.FirmId);
        }
    }
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

/// <summary>A country that the programme runs in.</summary>
public sealed class Country
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Code { get; init; }

    public required string Region { get; set; }

    /// <summary>ISO 4217: what sales there are usually invoiced in.</summary>
    public required string Currency { get; set; }

    public required string Language { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Country>
    {
        public void Configure(EntityTypeBuilder<Country> builder)
        {
            builder.ToTable("countries");
            builder.HasKey(c => c.Code);
            builder.Property(c => c.Code).HasMaxLength(2);
            builder.Property(c => c.Region).HasMaxLength(40);
            builder.Property(c => c.Currency).HasMaxLength(3);
            builder.Property(c => c.Language).HasMaxLength(12);
        }
    }
}
