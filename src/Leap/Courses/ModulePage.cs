using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Courses;

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
