using Leap.Data;
using Leap.Locales;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>
/// Begins the next version of the terms with the texts of the newest one, or of the ones that ship with the program. There is one draft at
/// a time; beginning again finds it.
/// </summary>
public sealed class DraftTerms(LeapDb db, Languages languages, Calendar calendar)
{
    public async Task<TermsVersion> RunAsync(CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var newest = await db.TermsVersions.AsNoTracking().Include(v => v.Texts).OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(cancel);
        if (newest is { PublishedAt: null })
        {
            return newest;
        }

        var number = (newest?.Number ?? 0) + 1;
        var draft = new TermsVersion { Number = number, CreatedAt = calendar.Now };
        foreach (var language in languages.All)
        {
            var before = newest?.Texts.Find(t => string.Equals(t.Language, language.Code, StringComparison.Ordinal))?.Text;
            var text = newest is null ? await BaselineTerms.ReadAsync(language.Code, cancel) : before;
            draft.Texts.Add(new TermsText { TermsNumber = number, Language = language.Code, Text = text ?? "", Note = "" });
        }

        db.Add(draft);
        await write.CommitAsync(cancel);
        return draft;
    }
}
