using System.Text;
using System.Text.RegularExpressions;

namespace Leap.Tests.Architecture;

/// <summary>
/// What makes a language whole. A key with a form `_other` is a plural: its stem counts as the key, and its forms are the categories that
/// Unicode CLDR gives the language.
/// </summary>
internal static partial class LocaleRules
{
    /// <summary>Texts of up to so many characters, placeholders not counted, may well be the same in two languages.</summary>
    public const int LongText = 24;

    private const string Other = "_other";

    private static readonly string[] Suffixes = ["_zero", "_one", "_two", "_few", "_many", Other];

    /// <summary>Forms in which the number may be said by the word itself: "one sale", and Arabic's dual.</summary>
    private static readonly string[] CountInWord = ["_zero", "_one", "_two"];

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance
        .GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<string> MissingFiles(IEnumerable<string> have, IEnumerable<string> wanted) =>
        wanted.Except(have, StringComparer.Ordinal).Select(language => $"locales/{language}.json is missing");

    public static IEnumerable<string> MissingKeys(LocaleFile file, LocaleFile english) =>
        Stems(english.Texts).Except(Stems(file.Texts), StringComparer.Ordinal).Select(stem => $"{file.Name}: {stem} is missing");

    public static IEnumerable<string> StrayKeys(LocaleFile file, LocaleFile english) =>
        Stems(file.Texts).Except(Stems(english.Texts), StringComparer.Ordinal)
            .Select(stem => $"{file.Name}: {stem} is not in {english.Name}");

    public static IEnumerable<string> WrongForms(LocaleFile file, IReadOnlyList<string> categories)
    {
        var expected = categories.Select(category => "_" + category).ToHashSet(StringComparer.Ordinal);
        return from stem in Stems(file.Texts)
               where file.Texts.ContainsKey(stem + Other)
               let forms = Suffixes.Where(suffix => file.Texts.ContainsKey(stem + suffix)).ToList()
               where !expected.SetEquals(forms)
               select $"{file.Name}: {stem} has the forms {string.Join(' ', forms)}, {file.Language} needs {string.Join(' ', expected)}";
    }

    public static IEnumerable<string> PluralAgainstPlain(LocaleFile file, LocaleFile english) =>
        from stem in Stems(file.Texts).Intersect(Stems(english.Texts), StringComparer.Ordinal)
        where file.Texts.ContainsKey(stem + Other) != english.Texts.ContainsKey(stem + Other)
        select $"{file.Name}: {stem} is a plural here or in {english.Name}, but not in both";

    public static IEnumerable<string> WrongPlaceholders(LocaleFile file, LocaleFile english) =>
        from text in file.Texts
        let suffix = SuffixOf(text.Key, file.Texts)
        let stem = text.Key[..^suffix.Length]
        let reference = english.Texts.GetValueOrDefault(stem + Other) ?? english.Texts.GetValueOrDefault(stem)
        where reference is not null
        let wanted = Placeholders(reference)
        let given = Placeholders(text.Value)
        let spared = CountInWord.Contains(suffix, StringComparer.Ordinal) ? new[] { "count" } : []
        where !given.IsSubsetOf(wanted) || wanted.Except(given, StringComparer.Ordinal).Except(spared, StringComparer.Ordinal).Any()
        select $"{file.Name}: {text.Key} has {{{string.Join("} {", given)}}}, {english.Name} has {{{string.Join("} {", wanted)}}}";

    public static IEnumerable<string> Untranslated(LocaleFile file, LocaleFile english) =>
        from text in file.Texts
        where english.Texts.GetValueOrDefault(text.Key) == text.Value && Placeholder.Replace(text.Value, "").Length > LongText
        select $"{file.Name}: {text.Key} is still English: {text.Value}";

    public static IEnumerable<string> Shouting(LocaleFile file) =>
        from text in file.Texts
        where text.Key.StartsWith("refusal.", StringComparison.Ordinal) || text.Key.StartsWith("error.", StringComparison.Ordinal)
        where text.Value.AsSpan().IndexOfAny("!！¡") >= 0
        select $"{file.Name}: {text.Key} shouts: {text.Value}";

    public static IEnumerable<string> Garbled(LocaleFile file) =>
        from text in file.Texts
        where string.IsNullOrWhiteSpace(text.Value) || text.Value.Contains('\uFFFD', StringComparison.Ordinal) || IsMojibake(text.Value)
        select $"{file.Name}: {text.Key} is empty or garbled: {text.Value}";

    /// <summary>Keys without their plural suffix, each once.</summary>
    public static IEnumerable<string> Stems(IReadOnlyDictionary<string, string> texts) =>
        texts.Keys.Select(key => key[..^SuffixOf(key, texts).Length]).Distinct(StringComparer.Ordinal);

    private static string SuffixOf(string key, IReadOnlyDictionary<string, string> texts)
    {
        var suffix = Suffixes.FirstOrDefault(suffix => key.EndsWith(suffix, StringComparison.Ordinal), "");
        return suffix.Length > 0 && texts.ContainsKey(key[..^suffix.Length] + Other) ? suffix : "";
    }

    private static HashSet<string> Placeholders(string text) =>
        [.. Placeholder.Matches(text).Select(match => match.Groups["name"].Value)];

    /// <summary>
    /// UTF-8 that was once read as Western European: a run of letters which, written in that code page, is UTF-8 for letters of the
    /// scripts that we use (`Ã©` for `é`).
    /// </summary>
    private static bool IsMojibake(string text) =>
        NonAscii.Matches(text).Select(run => Reread(run.Value)).Any(reread => reread is not null && Ours.IsMatch(reread));

    private static string? Reread(string run)
    {
        try
        {
            return Utf8.GetString(Western.GetBytes(run));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z0-9_]+)\}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"[^\u0000-\u007F]{2,}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex NonAscii { get; }

    [GeneratedRegex(
        @"^[\u00A0-\u017F\u0600-\u06FF\u2000-\u206F\u20AC\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]+$", RegexOptions.None, 60_000)]
    private static partial Regex Ours { get; }
}
