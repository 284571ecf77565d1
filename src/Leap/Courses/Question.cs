using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Courses;

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
