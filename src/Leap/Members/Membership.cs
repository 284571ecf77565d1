using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Members;

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

    /// <summary>When the firm agreed that someone who earned points elsewhere redeems them here (A1); null: not, or not needed.</summary>
    public DateTime? ConsentedAt { get; set; }

    /// <summary>The firm admin who agreed.</summary>
    public long? ConsentedById { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> builder)
        {
            builder.ToTable("memberships");
            builder.Property(m => m.Personas).HasConversion<int>();
            builder.Property(m => m.Personas).HasMaxLength(120);
            builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Firm>().WithMany().HasForeignKey(m => m.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(m => new { m.PersonId, m.FromOn }).IsUnique();
            builder.HasIndex(m => m.FirmId);
        }
    }
}
