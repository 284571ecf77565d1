using System.Text.RegularExpressions;

namespace Leap.Tests.Architecture;

/// <summary>What `docs/security.md` says of each requirement, held against the standard's numbers and the program's names.</summary>
internal static partial class SecurityPage
{
    public static readonly IReadOnlyList<string> States = ["met", "partly", "not met", "does not apply"];

    /// <summary>The requirements of levels 1 and 2 in ASVS 5.0.0, by section: those of level 3 are left out.</summary>
    private const string Sections =
        "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 "
        + "5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 "
        + "9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 "
        + "13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2";

    public static IReadOnlyList<string> Numbers { get; } =
    [
        .. from section in Sections.Split(' ')
           let parts = section.Split(':')
           from number in Enumerable.Range(1, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
           select $"{parts[0]}.{number}",
    ];

    public static IEnumerable<string> WrongNumbers(MarkdownPage page)
    {
        var told = Rows(page).Select(row => row["no."]).ToList();
        return told.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key} stands twice")
            .Concat(Numbers.Except(told, StringComparer.Ordinal).Select(n => $"{n} is missing"))
            .Concat(told.Except(Numbers, StringComparer.Ordinal).Select(n => $"{n} is no requirement of level 1 or 2"));
    }

    /// <summary>A row says what it is about, a state that there is, and where or why.</summary>
    public static IEnumerable<string> EmptyRows(MarkdownPage page) =>
        from row in Rows(page)
        where row["what it asks"].Length == 0 || row["where, or why"].Length == 0 || !States.Contains(row["state"], StringComparer.Ordinal)
        select $"{row["no."]} says too little";

    /// <summary>Types and members in code spans, `Type` or `Type.Member`, that the sources don't have.</summary>
    public static IEnumerable<string> UnknownNames(MarkdownPage page, IReadOnlyDictionary<string, string> sources) =>
        from span in Spans().Matches(page.Text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)
        let parts = span.Split('.')
        where !sources.TryGetValue(parts[0], out var text)
            || (parts.Length > 1 && !Regex.IsMatch(text, $@"\b{Regex.Escape(parts[1])}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
        select $"there is no {span}";

    /// <summary>What shows a requirement is a test.</summary>
    public static IEnumerable<string> WrongTests(MarkdownPage page) =>
        from row in Rows(page)
        from span in Spans().Matches(row["shown by"]).Select(m => m.Groups["name"].Value)
        where !span.Split('.')[0].EndsWith("Tests", StringComparison.Ordinal)
        select $"{row["no."]} is shown by {span}, which is no test";

    /// <summary>The text of each type's file, by the type's name.</summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } =
        (from file in SourceFile.Product.Concat(SourceFile.Tests)
         where file.IsCode
         from name in Types().Matches(file.Text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)
         group file.Text by name)
        .ToDictionary(g => g.Key, g => string.Join('\n', g), StringComparer.Ordinal);

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(MarkdownPage page) =>
        page.Rows.Where(row => row.ContainsKey("no."));

    [GeneratedRegex("`(?<name>[A-Z][a-zA-Z0-9]+([.][A-Z][A-Za-z0-9_]+)?)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Spans();

    [GeneratedRegex(@"\b(class|record|record struct|struct|interface|enum)\s+(?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Types();
}
