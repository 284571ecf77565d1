using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>Changes one language of the draft. What was published stays as it is.</summary>
public sealed class WriteTerms(LeapDb db)
{
    public enum Refusal
    {
        NoDraft,
        TextTooLong,
        NoteTooLong,
    }

    public async Task<Outcome<TermsText, Refusal>> RunAsync(
        int number, string language, (string Text, string Note) typed, CancellationToken cancel)
    {
        var (text, note) = (typed.Text.ReplaceLineEndings("\n").Trim(), typed.Note.Trim());
        if (text.Length > TermsText.TextLettersMax)
        {
            return Refusal.TextTooLong;
        }

        if (note.Length > TermsText.NoteLettersMax)
        {
            return Refusal.NoteTooLong;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var draft = await db.TermsVersions.Include(v => v.Texts)
            .FirstOrDefaultAsync(v => v.Number == number && v.PublishedAt == null, cancel);
        if (draft is null)
        {
            return Refusal.NoDraft;
        }

        var written = draft.Texts.Find(t => string.Equals(t.Language, language, StringComparison.Ordinal));
        if (written is null)
        {
            written = new TermsText { TermsNumber = number, Language = language, Text = text, Note = note };
            draft.Texts.Add(written);
        }

        (written.Text, written.Note) = (text, note);
        await write.CommitAsync(cancel);
        return written;
    }
}
