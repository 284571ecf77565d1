using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>The chain's last link of a day: who keeps it elsewhere can prove that nothing before it was changed.</summary>
public sealed class DayHead
{
    /// <summary>The day in the programme's zone.</summary>
    public required DateOnly DayOn { get; init; }

    public required long EntryId { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTime SealedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DayHead>
    {
        public void Configure(EntityTypeBuilder<DayHead> builder)
        {
            builder.ToTable("heads");
            builder.HasKey(h => h.DayOn);
        }
    }
}
