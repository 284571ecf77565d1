using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Terms;

/// <summary>Somebody's yes to a version of the terms: for themselves, or as signatory for their firm (A2).</summary>
public sealed class TermsAcceptance
{
    public const int AddressMax = 45;
    public const int SignatoryMax = 200;

    public long Id { get; init; }

    public required int TermsNumber { get; init; }

    /// <summary>Who said it.</summary>
    public required long PersonId { get; init; }

    /// <summary>For whom; null: for themselves.</summary>
    public long? FirmId { get; init; }

    /// <summary>In which they read it.</summary>
    public required string Language { get; init; }

    public required DateTime AcceptedAt { get; init; }

    /// <summary>The network address that it came from; null where there was none.</summary>
    public required string? NetworkAddress { get; set; }

    /// <summary>As the signatory typed it; empty when somebody accepts for themselves.</summary>
    public string SignatoryName { get; set; } = "";

    /// <inheritdoc cref="SignatoryName"/>
    public string SignatoryTitle { get; set; } = "";

    internal sealed class Map : IEntityTypeConfiguration<TermsAcceptance>
    {
        public void Configure(EntityTypeBuilder<TermsAcceptance> builder)
        {
            builder.ToTable("terms_acceptances");
            builder.Property(a => a.Language).HasMaxLength(12);
            builder.Property(a => a.NetworkAddress).HasMaxLength(AddressMax);
            builder.Property(a => a.SignatoryName).HasMaxLength(SignatoryMax);
            builder.Property(a => a.SignatoryTitle).HasMaxLength(SignatoryMax);
            builder.HasOne<TermsVersion>().WithMany().HasForeignKey(a => a.TermsNumber).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Firm>().WithMany().HasForeignKey(a => a.FirmId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => a.TermsNumber);
            builder.HasIndex(a => new { a.PersonId, a.TermsNumber })
                .IsUnique()
                .HasFilter("firm_id IS NULL")
                .HasDatabaseName("ix_terms_acceptances_own");
            builder.HasIndex(a => new { a.FirmId, a.TermsNumber })
                .IsUnique()
                .HasFilter("firm_id IS NOT NULL")
                .HasDatabaseName("ix_terms_acceptances_firm");
        }
    }
}
