using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Privacy;

/// <summary>
/// A download that is too large to be written while its person waits (A4): one a person, replaced by asking again. The file lies in the
/// data folder under the row's number until it is fetched or its time is over.
/// </summary>
public sealed class DataExport
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required string Language { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>Null until the job has written the file.</summary>
    public DateTime? WrittenAt { get; set; }

    /// <summary>SHA-256, in hex, of the secret in the mailed link.</summary>
    public string? SecretHash { get; set; }

    /// <summary>When the link ends.</summary>
    public DateTime? UntilAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<DataExport>
    {
        public void Configure(EntityTypeBuilder<DataExport> builder)
        {
            builder.ToTable("data_exports");
            builder.Property(e => e.Language).HasMaxLength(20);
            builder.Property(e => e.SecretHash).HasMaxLength(64);
            builder.HasIndex(e => e.PersonId).IsUnique();
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public static class PrivacyTables
{
    extension(LeapDb db)
    {
        public DbSet<DataExport> DataExports => db.Set<DataExport>();

        public DbSet<Erasure> Erasures => db.Set<Erasure>();
    }
}
