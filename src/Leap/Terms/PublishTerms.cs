using Leap.Audit;
using Leap.Data;
using Leap.Locales;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>Puts the draft in force from a day on, once every language of the programme has it.</summary>
public sealed class PublishTerms(LeapDb db, Languages languages, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoDraft,
        LanguagesMissing,
        EffectiveInPast,
        EffectiveTooLate,
        EffectiveBeforeLast,
    }

    /// <summary>
    /// The languages in which a draft can't be published yet: without a text, or, from the second version on, without a note of what
    /// changed.
    /// </summary>
    public static IReadOnlyList<Locale> Missing(TermsVersion draft, Languages languages) =>
        [.. languages.All.Where(l => !IsWritten(draft, l.Code))];

    /// <param name="publisherId">Null: the program itself, for what ships with it.</param>
    public async Task<Outcome<TermsVersion, Refusal>> RunAsync(
        int number, DateOnly effectiveOn, long? publisherId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var draft = await db.TermsVersions.Include(v => v.Texts)
            .FirstOrDefaultAsync(v => v.Number == number && v.PublishedAt == null, cancel);
        if (draft is null)
        {
            return Refusal.NoDraft;
        }

        if (Missing(draft, languages).Count > 0)
        {
            return Refusal.LanguagesMissing;
        }

        if (effectiveOn < calendar.Today || effectiveOn > calendar.Today.AddYears(1))
        {
            return effectiveOn < calendar.Today ? Refusal.EffectiveInPast : Refusal.EffectiveTooLate;
        }

        if (await db.TermsVersions.AnyAsync(v => v.PublishedAt != null && v.EffectiveOn > effectiveOn, cancel))
        {
            return Refusal.EffectiveBeforeLast;
        }

        (draft.EffectiveOn, draft.PublishedAt, draft.PublishedById) = (effectiveOn, calendar.Now, publisherId);
        auditLog.Add(new AuditEntry(AuditAction.TermsPublished, AuditObject.Terms, number)
        {
            ActorId = publisherId,
            After = [(AuditField.Version, number), (AuditField.EffectiveOn, effectiveOn)],
        });
        await write.CommitAsync(cancel);
        return draft;
    }

    private static bool IsWritten(TermsVersion draft, string language) =>
        draft.Texts.Find(t => string.Equals(t.Language, language, StringComparison.Ordinal)) is { Text.Length: > 0 } text
        && (draft.Number == 1 || text.Note.Length > 0);
}
