using Leap.Data;
using Leap.Locales;
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

    /// <summary>The day on which it came, for those who are told of what is new; null for what is no news.</summary>
    public DateOnly? PublishedOn { get; set; }

    public required LocalizedText Title { get; set; }

    public required LocalizedText Summary { get; set; }

    public List<ModulePage> Pages { get; init; } = [];

    public List<Question> Questions { get; init; } = [];

    /// <summary>Right answers needed of those drawn, as a share in percent.</summary>
    public int PassPercent => Kind == ModuleKind.Certification ? 80 : 70;

    /// <summary>Questions drawn per attempt: one less than the bank holds, at least one.</summary>
    public int DrawnCount => DrawnOf(Questions.Count);

    public static int DrawnOf(int bankCount) => Math.Max(1, bankCount - 1);

    internal sealed class Map : IEntityTypeConfiguration<Module>
    {
        public void Configure(EntityTypeBuilder<Module> builder)
        {
            builder.ToTable("modules");
            builder.Property(m => m.Code).HasMaxLength(40);
            builder.Property(m => m.Family).HasMaxLength(40);
            builder.HasIndex(m => m.Code).IsUnique();
            builder.HasIndex(m => m.PublishedOn);
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

public static class CourseTables
{
    extension(LeapDb db)
    {
        public DbSet<Module> Modules => db.Set<Module>();

        public DbSet<Attempt> Attempts => db.Set<Attempt>();

        public DbSet<Completion> Completions => db.Set<Completion>();
    }
}
