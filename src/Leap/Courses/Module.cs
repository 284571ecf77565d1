using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Courses;

/// <summary>A thing to learn: content pages and a question bank (C1).</summary>
public sealed class Module
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required ModuleKind Kind { get; set; }

    public required string Family { get; set; }

    public required int Minutes { get; set; }

    public required int Points { get; set; }

    /// <summary>Months that a certification holds; null for all else.</summary>
    public int? ValidMonths { get; set; }

    /// <summary>1, 2, 3 …; the first pass of each version earns (C3).</summary>
    public int Version { get; set; } = 1;

    public required LocalizedText Title { get; set; }

    public required LocalizedText Summary { get; set; }

    public List<ModulePage> Pages { get; init; } = [];

    public List<Question> Questions { get; init; } = [];

    /// <summary>Right answers needed of those drawn, as a share in percent.</summary>
    public int PassPercent => Kind == ModuleKind.Certification ? 80 : 70;

    /// <summary>Questions drawn per attempt: one less than the bank holds, at least one.</summary>
    public int DrawnCount => Math.Max(1, Questions.Count - 1);

    internal sealed class Map : IEntityTypeConfiguration<Module>
    {
        public void Configure(EntityTypeBuilder<Module> builder)
        {
            builder.ToTable("modules");
            builder.Property(m => m.Code).HasMaxLength(40);
            builder.Property(m => m.Family).HasMaxLength(40);
            builder.HasIndex(m => m.Code).IsUnique();
            builder.Ignore(m => m.PassPercent).Ignore(m => m.DrawnCount);
            builder.HasMany(m => m.Pages).WithOne().HasForeignKey(p => p.ModuleId);
            builder.HasMany(m => m.Questions).WithOne().HasForeignKey(q => q.ModuleId);
        }
    }
}

public enum ModuleKind
{
    QuickLearn,
    SkillsCourse,
    Certification,
}

public sealed class ModulePage
{
    public required long ModuleId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Number { get; init; }

    public required LocalizedText Title { get; set; }

    /// <summary>Markdown.</summary>
    public required LocalizedText Text { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ModulePage>
    {
        public void Configure(EntityTypeBuilder<ModulePage> builder)
        {
            builder.ToTable("module_pages");
            builder.HasKey(p => new { p.ModuleId, p.Number });
        }
    }
}

public sealed class Question
{
    public required long ModuleId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Number { get; init; }

    public required LocalizedText Text { get; set; }

    public required LocalizedText OptionA { get; set; }

    public required LocalizedText OptionB { get; set; }

    public required LocalizedText OptionC { get; set; }

    public required LocalizedText OptionD { get; set; }

    /// <summary>0–3: which of the options is right. Never sent to a browser.</summary>
    public required int CorrectOption { get; set; }

    public IReadOnlyList<LocalizedText> Options => [OptionA, OptionB, OptionC, OptionD];

    internal sealed class Map : IEntityTypeConfiguration<Question>
    {
        public void Configure(EntityTypeBuilder<Question> builder)
        {
            builder.ToTable("questions");
            builder.HasKey(q => new { q.ModuleId, q.Number });
            builder.Ignore(q => q.Options);
        }
    }
}

/// <summary>One go at a module's quiz. The draw is stored, so that reloading is the same attempt (C2).</summary>
public sealed class Attempt
{
    public long Id { get; init; }

    public required long PersonId { get; init; }

    public required long ModuleId { get; init; }

    public required int ModuleVersion { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>What was drawn, in order, with the order of options, as JSON of <see cref="DrawnQuestion"/>s.</summary>
    public required string Draw { get; init; }

    /// <summary>The option chosen per drawn question (its own number, 0–3), joined with commas; empty where none is yet.</summary>
    public string Answers { get; set; } = "";

    public DateTime? SubmittedAt { get; set; }

    /// <summary>Percent of drawn questions answered rightly; null until submitted.</summary>
    public int? ScorePercent { get; set; }

    public bool HasPassed { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> builder)
        {
            builder.ToTable("attempts");
            builder.Property(a => a.SubmittedAt).IsConcurrencyToken();
            builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Module>().WithMany().HasForeignKey(a => a.ModuleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(a => new { a.PersonId, a.ModuleId }).IsUnique().HasFilter("submitted_at IS NULL").HasDatabaseName("ix_attempts_open");
            builder.HasIndex(a => new { a.PersonId, a.ModuleId, a.StartedAt });
        }
    }
}

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

public static class CourseTables
{
    extension(LeapDb db)
    {
        public DbSet<Module> Modules => db.Set<Module>();

        public DbSet<Attempt> Attempts => db.Set<Attempt>();

        public DbSet<Completion> Completions => db.Set<Completion>();
    }
}
