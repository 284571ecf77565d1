using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>The terms in force, and who has accepted them.</summary>
public sealed class CurrentTerms(LeapDb db, Calendar calendar, LeapSettings settings)
{
    /// <param name="Language">What the text is written in: the one asked for, where the version has it.</param>
    public sealed record Edition(int Number, DateOnly EffectiveOn, string Language, string Text, string Note);

    /// <summary>The versions that were in force at some time up to a day.</summary>
    public static IQueryable<TermsVersion> Until(LeapDb db, DateOnly day) =>
        db.TermsVersions.AsNoTracking().Where(v => v.PublishedAt != null && v.EffectiveOn <= day);

    /// <summary>Null while the programme has none.</summary>
    public Task<int?> NumberAsync(CancellationToken cancel) => Until(db, calendar.Today).MaxAsync(v => (int?)v.Number, cancel);

    /// <inheritdoc cref="NumberAsync"/>
    public async Task<Edition?> ReadAsync(string language, CancellationToken cancel)
    {
        var today = calendar.Today;
        var fallback = settings.Programme.Language;
        var versions = Until(db, today);
        return await db.TermsTexts.AsNoTracking()
            .Join(versions, t => t.TermsNumber, v => v.Number, (text, version) => new { text, version })
            .Where(x => x.version.Number == versions.Max(v => v.Number))
            .OrderByDescending(x => x.text.Language == language)
            .ThenByDescending(x => x.text.Language == fallback)
            .Select(x => new Edition(x.version.Number, x.version.EffectiveOn!.Value, x.text.Language, x.text.Text, x.text.Note))
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>The newest version that a person accepted for themselves; 0: none yet.</summary>
    public async Task<int> AcceptedByPersonAsync(long personId, CancellationToken cancel) =>
        await db.TermsAcceptances.AsNoTracking().Where(a => a.PersonId == personId && a.FirmId == null)
            .MaxAsync(a => (int?)a.TermsNumber, cancel) ?? 0;

    /// <summary>How a firm's newest acceptance came about; null: there is none.</summary>
    public Task<TermsAcceptance?> OfFirmAsync(long firmId, CancellationToken cancel) =>
        db.TermsAcceptances.AsNoTracking().Where(a => a.FirmId == firmId).OrderByDescending(a => a.TermsNumber)
            .FirstOrDefaultAsync(cancel);
}
