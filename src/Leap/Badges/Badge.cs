using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Badges;

/// <summary>A recognition and the rule by which it is won (B1).</summary>
public sealed class Badge
{
    public long Id { get; init; }

    public required string Code { get; init; }

    /// <summary>The kind of rule: a code from Criteria/.</summary>
    public required string Criterion { get; set; }

    /// <summary>What the rule asks for, as `name=value` joined with `;`.</summary>
    public required string Parameters { get; set; }

    public required string Icon { get; set; }

    public required string Colour { get; set; }

    public required LocalizedText Name { get; set; }

    public required LocalizedText Text { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Badge>
    {
        public void Configure(EntityTypeBuilder<Badge> builder)
        {
            builder.ToTable("badges");
            builder.Property(b => b.Code).HasMaxLength(40);
            builder.Property(b => b.Criterion).HasMaxLength(40);
            builder.Property(b => b.Parameters).HasMaxLength(200);
            builder.Property(b => b.Icon).HasMaxLength(20);
            builder.Property(b => b.Colour).HasMaxLength(20);
            builder.HasIndex(b => b.Code).IsUnique();
        }
    }
}

/// <summary>One person's award of a badge; once per badge and period (B1).</summary>
public sealed class Assertion
{
    public long Id { get; init; }

    public required long BadgeId { get; init; }

    public required long PersonId { get; init; }

    /// <summary>The key of the season in which it was won.</summary>
    public required string Period { get; init; }

    /// <summary>128 random bits as 22 characters of base64url: the address of the public page can't be guessed (B3).</summary>
    public required string PublicId { get; init; }

    public required DateOnly AwardedOn { get; init; }

    /// <summary>The recipient's name as it was; a later change of name doesn't break a badge (B5).</summary>
    public required string RecipientName { get; init; }

    /// <summary>Since when the holder shares it; search engines are kept out until then (B3).</summary>
    public DateTime? SharedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Assertion>
    {
        public void Configure(EntityTypeBuilder<Assertion> builder)
        {
            builder.ToTable("assertions");
            builder.Property(a => a.Period).HasMaxLength(10);
            builder.Property(a => a.PublicId).HasMaxLength(22);
            builder.Property(a => a.RecipientName).HasMaxLength(200);
            builder.HasOne<Badge>().WithMany().HasForeignKey(a => a.BadgeId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.BadgeId, a.PersonId, a.Period }).IsUnique();
            builder.HasIndex(a => a.PublicId).IsUnique();
            builder.HasIndex(a => new { a.PersonId, a.AwardedOn });
        }
    }
}

public static class BadgeTables
{
    extension(LeapDb db)
    {
        public DbSet<Badge> Badges => db.Set<Badge>();

        public DbSet<Assertion> Assertions => db.Set<Assertion>();
    }
}
