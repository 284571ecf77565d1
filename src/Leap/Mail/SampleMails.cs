using Leap.Locales;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>Makes the samples of a kind of mail in any language, with the last lines that readers get; these links lead nowhere.</summary>
public sealed class SampleMails(MailKinds kinds, Languages languages, LeapSettings settings)
{
    /// <param name="Missing">Keys of texts that the language lacks; they stand in English.</param>
    public sealed record Look(Locale Locale, MailDocument Document, string Html, string Text, IReadOnlyList<string> Missing);

    /// <summary>In every language, in the order in which the programme lists them.</summary>
    public IReadOnlyList<Look> InAll(MailSample sample) => [.. languages.All.Select(l => In(sample, l.Code))];

    public Look In(MailSample sample, string language)
    {
        var locale = languages.For(language).Fresh();
        var choice = kinds.ChoiceOf(sample.Kind);
        var frame = MailFrame.For(locale, settings) with
        {
            Links = choice == MailChoice.Always ? null : new("/mail/example", "/mail/stop/example", choice == MailChoice.HasRhythm),
        };
        var document = kinds.Read(sample.Kind, sample.Body).Compose(locale);
        var (html, text) = (HtmlForm.Of(document, frame), TextForm.Of(document, frame));
        return new Look(locale, document, html, text, locale.Missing);
    }

    /// <summary>How many texts of a kind's samples each language lacks; only languages that lack some.</summary>
    public IReadOnlyDictionary<string, int> Missing(MailKind kind) => languages.All
        .Select(l => (l.Code, Count: kind.Samples.SelectMany(s => In(s, l.Code).Missing).Distinct(StringComparer.Ordinal).Count()))
        .Where(l => l.Count > 0)
        .ToDictionary(l => l.Code, l => l.Count, StringComparer.Ordinal);
}
