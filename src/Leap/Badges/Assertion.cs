using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Badges;

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

    /// <summary>Whether the page is open to others; null: as the holder's profile says (B5).</summary>
    public bool? IsPublic { get; set; }

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
