using System.Text.RegularExpressions;

namespace Leap.Tests.Architecture;

/// <summary>Which keys of `locales/` the sources ask for, read from their string literals.</summary>
internal sealed partial class TextUses
{
    private readonly HashSet<string> literals = new(StringComparer.Ordinal);
    private readonly List<Regex> patterns = [];
    private readonly List<Ask> asks = [];

    private TextUses()
    {
    }

    public static TextUses Of(IEnumerable<SourceFile> files)
    {
        var uses = new TextUses();
        foreach (var file in files)
        {
            uses.Read(file.Path, file.Text);
        }

        return uses;
    }

    /// <summary>Keys that a source asks for by name but that no text has.</summary>
    public IEnumerable<string> Unknown(LocaleFile english) =>
        from ask in asks
        let isThere = ask.Pattern is { } pattern
            ? LocaleRules.Stems(english.Texts).Any(pattern.IsMatch)
            : english.Texts.ContainsKey(ask.Key) || english.Texts.ContainsKey(ask.Key + "_other")
        where !isThere
        select $"{ask.Path}({ask.Line}): {english.Name} has no {ask.Key}";

    /// <summary>Keys that no literal names, whole or as the beginning of a built key.</summary>
    public IEnumerable<string> Unused(LocaleFile english) =>
        from stem in LocaleRules.Stems(english.Texts)
        where !literals.Contains(stem) && !patterns.Exists(pattern => pattern.IsMatch(stem))
        select $"{english.Name}: nothing uses {stem}";

    private void Read(string path, string text)
    {
        foreach (Match match in Literal.Matches(text))
        {
            literals.Add(match.Groups["key"].Value);
        }

        foreach (Match match in Beginning.Matches(text))
        {
            patterns.Add(new Regex("^" + Regex.Escape(match.Groups["key"].Value), RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        foreach (Match match in Built.Matches(text))
        {
            patterns.Add(PatternOf(match.Groups["key"].Value));
        }

        foreach (Match match in Asking.Matches(text))
        {
            var key = match.Groups["key"].Value;
            var line = text.AsSpan(0, match.Index).Count('\n') + 1;
            asks.Add(new(path, line, key, key.Contains('{', StringComparison.Ordinal) ? PatternOf(key) : null));
        }
    }

    private static Regex PatternOf(string built) =>
        new("^" + string.Join(".+", Hole.Split(built).Select(Regex.Escape)) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"(?<!\$)""(?<key>[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+)""", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"(?<!\$)""(?<key>[a-z][A-Za-z0-9_-]*\.([A-Za-z0-9_-]+\.)*)""", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(
        @"\$""(?<key>[a-z][A-Za-z0-9_-]*\.([A-Za-z0-9_.-]|\{([^{}""]|""[^""]*"")*\})*)""", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Built { get; }

    /// <summary>
    /// A localizer's indexer, `Text` and `Count`, a validation attribute's message; and whatever says why or what was wrong.
    /// </summary>
    [GeneratedRegex(
        @"(((?<![\w.])(L|[lL]ocale|[tT]exts|[pP]atterns)\[|(?<!Results\.)\b(Text|Count|Reason)\(|ErrorMessage = )\s*\$?"
        + @"|(?=""(why|error)\.))"
        + @"""(?<key>[a-z][A-Za-z0-9_-]*\.([A-Za-z0-9_.-]|\{([^{}""]|""[^""]*"")*\})*[A-Za-z0-9}])""",
        RegexOptions.ExplicitCapture,
        60_000)]
    private static partial Regex Asking { get; }

    [GeneratedRegex(@"\{([^{}""]|""[^""]*"")*\}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Hole { get; }

    private sealed record Ask(string Path, int Line, string Key, Regex? Pattern);
}
