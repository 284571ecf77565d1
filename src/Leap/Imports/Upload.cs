using Leap.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Imports;

/// <summary>A file that somebody sent and looks at before it is used; their next one of the same subject takes its place.</summary>
public sealed class Upload
{
    public const int NameMax = 200;

    public long Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>What it holds: the subject of an import.</summary>
    public required string Subject { get; init; }

    public required string FileName { get; init; }

    public required byte[] Content { get; init; }

    public required DateTime UploadedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Upload>
    {
        public void Configure(EntityTypeBuilder<Upload> builder)
        {
            builder.ToTable("uploads");
            builder.Property(u => u.Subject).HasMaxLength(40);
            builder.Property(u => u.FileName).HasMaxLength(NameMax);
            builder.HasIndex(u => new { u.PersonId, u.Subject }).IsUnique();
        }
    }
}

public static class UploadTables
{
    extension(LeapDb db)
    {
        public DbSet<Upload> Uploads => db.Set<Upload>();
    }
}
