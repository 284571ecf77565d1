using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>One leg of an entry. Positive: points arrive on the account.</summary>
public sealed class Posting
{
    public required long EntryId { get; init; }

    /// <summary>1, 2, 3 … within the entry.</summary>
    public required int Line { get; init; }

    public required long AccountId { get; init; }

    public required long Points { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> builder)
        {
            builder.ToTable("postings");
            builder.HasKey(p => new { p.EntryId, p.Line });
            builder.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(p => new { p.AccountId, p.EntryId, p.Points });
        }
    }
}
