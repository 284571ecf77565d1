using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Courses;

/// <summary>A module passed. Every pass is recorded; only the first of a version earns (C3).</summary>
public sealed class Completion
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required long FirmId { get; init; }

    public required long ModuleId { get; init; }

    public required int ModuleVersion { get; init; }

    public required DateOnly CompletedOn { get; init; }

    public required int ScorePercent { get; init; }

    /// <summary>The last day on which a certification holds; null for all else.</summary>
    public DateOnly? ValidUntilOn { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Completion>
    {
        public void Configure(EntityTypeBuilder<Completion> builder)
        {
            builder.ToTable("completions");
            builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Module>().WithMany().HasForeignKey(c => c.ModuleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.PersonId, c.ModuleId, c.CompletedOn }).IsUnique();
            builder.HasIndex(c => c.CompletedOn);
        }
    }
}
