using System.Text.RegularExpressions;
using Leap.Locales;

namespace Leap.Tests.Locales;

/// <summary>What every file must have for its language to work at all; that no text is missing anywhere is another test's matter.</summary>
public sealed partial class LocaleFilesTests
{
    private static readonly Languages Languages = Languages.Load();

    [Fact]
    public void Every_file_brings_the_forms_and_words_that_formatting_needs()
    {
        string[] prefixes = ["locale.", "format.", "list.", "time.", "language.", "country.", "error."];
        var needed = Stems(Languages.For("en"), prefixes);

        foreach (var locale in Languages.All)
        {
            Assert.Empty(needed.Except(Stems(locale, prefixes), StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_counted_text_has_exactly_the_forms_of_its_language()
    {
        foreach (var locale in Languages.All)
        {
            var forms = locale.Keys.Where(k => Form().IsMatch(k)).GroupBy(k => Form().Replace(k, ""), StringComparer.Ordinal)
                .Where(g => g.Any(k => k.EndsWith("_other", StringComparison.Ordinal)));
            foreach (var key in forms)
            {
                Assert.Equal(
                    Plurals.Categories(locale.Code).Select(c => $"{locale.Code} {key.Key}_{c}").Order(StringComparer.Ordinal),
                    key.Select(k => $"{locale.Code} {k}").Order(StringComparer.Ordinal));
            }
        }
    }

    private static HashSet<string> Stems(Locale locale, string[] prefixes) =>
        locale.Keys.Where(k => prefixes.Any(p => k.StartsWith(p, StringComparison.Ordinal)))
            .Select(k => Form().Replace(k, ""))
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("_(zero|one|two|few|many|other)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
