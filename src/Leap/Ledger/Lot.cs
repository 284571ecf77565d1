using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>
/// Points that became available together, with one expiry date (L6). <see cref="Remaining"/> is a projection of the allocations.
/// </summary>
public sealed class Lot
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The entry that brought the points.</summary>
    public required long EntryId { get; init; }

    /// <summary>The lot that had expired when its points came back, for which this one stands (L10); null for new points.</summary>
    public long? OriginLotId { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day on which they can be spent.</summary>
    public required DateOnly ExpiresOn { get; init; }

    public required long Points { get; init; }

    public long Remaining { get; private set; }

    internal sealed class Map : IEntityTypeConfiguration<Lot>
    {
        public void Configure(EntityTypeBuilder<Lot> builder)
        {
            builder.ToTable("lots");
            builder.HasOne<Entry>().WithMany().HasForeignKey(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(l => l.EntryId);
            builder.HasIndex(l => l.OriginLotId).HasFilter("origin_lot_id IS NOT NULL");
            builder.HasIndex(l => new { l.AccountId, l.ExpiresOn, l.OpenedOn, l.Id });
            builder.HasIndex(l => l.ExpiresOn).HasFilter("remaining > 0").HasDatabaseName("ix_lots_open_by_expiry");
        }
    }
}
