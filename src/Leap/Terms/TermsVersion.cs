using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Terms;

/// <summary>One edition of the programme's terms. Of the published ones whose day has come, the highest number is in force.</summary>
public sealed class TermsVersion
{
    /// <summary>1, 2, 3 …; the key.</summary>
    public required int Number { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>From the beginning of this day in the programme's zone; null in a draft.</summary>
    public DateOnly? EffectiveOn { get; set; }

    /// <summary>Null in a draft, of which there is at most one.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>Null: the program itself.</summary>
    public long? PublishedById { get; set; }

    public List<TermsText> Texts { get; init; } = [];

    internal sealed class Map : IEntityTypeConfiguration<TermsVersion>
    {
        public void Configure(EntityTypeBuilder<TermsVersion> builder)
        {
            builder.ToTable("terms_versions");
            builder.HasKey(v => v.Number);
            builder.Property(v => v.Number).ValueGeneratedNever();
            builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PublishedById).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(v => v.Texts).WithOne().HasForeignKey(t => t.TermsNumber).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

public static class TermsTables
{
    extension(LeapDb db)
    {
        public DbSet<TermsVersion> TermsVersions => db.Set<TermsVersion>();

        public DbSet<TermsText> TermsTexts => db.Set<TermsText>();

        public DbSet<TermsAcceptance> TermsAcceptances => db.Set<TermsAcceptance>();
    }
}
