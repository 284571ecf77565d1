using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Leap.Terms;

/// <summary>A version of the terms in one language.</summary>
public sealed class TermsText
{
    public const int TextLettersMax = 60_000;
    public const int NoteLettersMax = 1_000;

    public required int TermsNumber { get; init; }

    public required string Language { get; init; }

    /// <summary>Markdown.</summary>
    public required string Text { get; set; }

    /// <summary>What changed since the version before, in a sentence or two; empty in the first.</summary>
    public required string Note { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<TermsText>
    {
        public void Configure(EntityTypeBuilder<TermsText> builder)
        {
            builder.ToTable("terms_texts");
            builder.HasKey(t => new { t.TermsNumber, t.Language });
            builder.Property(t => t.Language).HasMaxLength(12);
            builder.Property(t => t.Note).HasMaxLength(NoteLettersMax);
        }
    }
}
