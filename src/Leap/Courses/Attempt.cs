using System.Globalization;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Courses;

/// <summary>One go at a module's quiz. The draw is stored, so that reloading is the same attempt (C2).</summary>
public sealed class Attempt
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required long ModuleId { get; init; }

    public required int ModuleVersion { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>What was drawn, in order, each with the order of its options: see <see cref="DrawnQuestion"/>.</summary>
    public required string Draw { get; init; }

    /// <summary>The option chosen per drawn question (its own number, 0–3), joined with commas; empty where none is yet.</summary>
    public string Answers { get; set; } = "";

    public DateTime? SubmittedAt { get; set; }

    /// <summary>Percent of drawn questions answered rightly; null until submitted.</summary>
    public int? ScorePercent { get; set; }

    public bool HasPassed { get; set; }

    /// <summary>The answers by place in the draw; null where none is given yet.</summary>
    public int?[] Given()
    {
        var count = DrawnQuestion.Read(Draw).Count;
        var given = Answers.Split(',');
        return [.. Enumerable.Range(0, count).Select(i =>
            i < given.Length && given[i].Length > 0 ? int.Parse(given[i], CultureInfo.InvariantCulture) : (int?)null)];
    }

    internal sealed class Map : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> builder)
        {
            builder.ToTable("attempts");
            builder.Property(a => a.SubmittedAt).IsConcurrencyToken();
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Module>().WithMany().HasForeignKey(a => a.ModuleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.PersonId, a.ModuleId }).IsUnique()
                .HasFilter("submitted_at IS NULL").HasDatabaseName("ix_attempts_open");
            builder.HasIndex(a => new { a.PersonId, a.ModuleId, a.StartedAt });
        }
    }
}
