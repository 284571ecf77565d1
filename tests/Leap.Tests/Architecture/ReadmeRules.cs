using System.Globalization;
using System.Text.RegularExpressions;

namespace Leap.Tests.Architecture;

/// <summary>What a page of documentation says about the program, compared with the program.</summary>
internal static partial class ReadmeRules
{
    /// <summary>The verbs that the page's code gives to the program: `dotnet run --project src/Leap.Web -- verify`.</summary>
    public static IReadOnlyList<string> Verbs(MarkdownPage page) =>
        [.. Verb.Matches(page.Code).Select(match => match.Groups["verb"].Value).Distinct(StringComparer.Ordinal)];

    public static IEnumerable<string> UnknownVerbs(MarkdownPage page, IEnumerable<string> known) =>
        Verbs(page).Except(known, StringComparer.Ordinal).Select(verb => $"the program has no `-- {verb}`");

    public static IEnumerable<string> UntoldVerbs(MarkdownPage page, IEnumerable<string> known) =>
        known.Except(Verbs(page), StringComparer.Ordinal).Select(verb => $"`-- {verb}` is not told");

    /// <summary>Every setting by its environment variable, with its default: `Leap__Mail__Port`.</summary>
    public static IReadOnlyDictionary<string, string> Settings(object defaults) =>
        SettingsUnder("Leap__", defaults).ToDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> UnknownSettings(MarkdownPage page, IEnumerable<string> known) =>
        from name in Setting.Matches(page.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal)
        where !known.Any(setting => setting == name || setting.StartsWith(name + "__", StringComparison.Ordinal))
        select $"there is no setting {name}";

    /// <summary>
    /// Each setting has a row in a table with the columns *unit* and *default*; a default that is not empty stands there as it is.
    /// </summary>
    public static IEnumerable<string> UntoldSettings(MarkdownPage page, IReadOnlyDictionary<string, string> known) =>
        from setting in known
        let row = page.Rows.FirstOrDefault(row => row.Values.First().Contains($"`{setting.Key}`", StringComparison.Ordinal))
        let fault = row is null
            ? "no row in a table of settings"
            : string.IsNullOrEmpty(row.GetValueOrDefault("unit")) ? "no unit"
            : string.IsNullOrEmpty(row.GetValueOrDefault("default")) ? "no default"
            : !row["default"].Contains(setting.Value, StringComparison.OrdinalIgnoreCase) ? $"another default than {setting.Value}"
            : null
        where fault is not null
        select $"{setting.Key} has {fault}";

    public static IEnumerable<string> DeadPaths(MarkdownPage page, Func<string, bool> exists) =>
        page.Paths.Where(path => !exists(path)).Select(path => $"{path} does not exist");

    private static IEnumerable<KeyValuePair<string, string>> SettingsUnder(string prefix, object defaults) =>
        from property in defaults.GetType().GetProperties()
        where property.CanWrite
        let value = property.GetValue(defaults)
        let isSection = value is not null && value.GetType().Namespace == defaults.GetType().Namespace && value is not Enum
        from setting in isSection
            ? SettingsUnder($"{prefix}{property.Name}__", value)
            : [new(prefix + property.Name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]
        select setting;

    [GeneratedRegex(
        @"(Leap\.Web(\.dll)?|^)\s+--\s+(?<verb>[a-z]+)|^--\s+(?<verb>[a-z]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        60_000)]
    private static partial Regex Verb { get; }

    [GeneratedRegex("Leap__[A-Za-z]+(__[A-Za-z]+)*", RegexOptions.ExplicitCapture, 60000)]
    private static partial Regex Setting { get; }
}
