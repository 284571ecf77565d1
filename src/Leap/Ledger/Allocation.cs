using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>What an entry took out of a lot, or gave back into it: the trace from a spent point to what earned it (L6).</summary>
public sealed class Allocation
{
    public required long EntryId { get; init; }

    public required long LotId { get; init; }

    /// <summary>Positive: taken; negative: given back.</summary>
    public required long Points { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Allocation>
    {
        public void Configure(EntityTypeBuilder<Allocation> builder)
        {
            builder.ToTable("allocations");
            builder.HasKey(a => new { a.EntryId, a.LotId });
            builder.HasOne<Entry>().WithMany().HasForeignKey(a => a.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Lot>().WithMany().HasForeignKey(a => a.LotId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.LotId, a.Points });
        }
    }
}
