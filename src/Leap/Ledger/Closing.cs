using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Ledger;

/// <summary>The books are closed up to a day: nothing is booked with an effective date on it or before.</summary>
public sealed class Closing
{
    /// <summary>The last closed day.</summary>
    public required DateOnly UntilOn { get; init; }

    /// <summary>The programme's zone when it was closed (T1).</summary>
    public required string Zone { get; init; }

    public required DateTime ClosedAt { get; init; }

    /// <summary>The person who closed it.</summary>
    public required long ClosedBy { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Closing>
    {
        public void Configure(EntityTypeBuilder<Closing> builder)
        {
            builder.ToTable("closings");
            builder.HasKey(c => c.UntilOn);
            builder.Property(c => c.Zone).HasMaxLength(60);
        }
    }
}
