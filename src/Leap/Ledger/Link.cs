using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>An entry's place in the chain (L12). Written by <see cref="SealEntries"/>; the database refuses changes.</summary>
public sealed class Link
{
    public required long EntryId { get; init; }

    /// <summary>See <see cref="Chain.Next"/>.</summary>
    public required byte[] Hash { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Link>
    {
        public void Configure(EntityTypeBuilder<Link> builder)
        {
            builder.ToTable("links");
            builder.HasKey(l => l.EntryId);
            builder.Property(l => l.EntryId).ValueGeneratedNever();
            builder.HasOne<Entry>().WithMany().HasForeignKey(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
