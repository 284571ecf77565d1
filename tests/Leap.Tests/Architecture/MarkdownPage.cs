using System.Text.RegularExpressions;

namespace Leap.Tests.Architecture;

/// <summary>A page of documentation, as far as a test can hold it to its word.</summary>
internal sealed partial class MarkdownPage(string text)
{
    public string Text { get; } = text.ReplaceLineEndings("\n");

    /// <summary>What stands in code blocks and code spans, a piece a line.</summary>
    public string Code => string.Join('\n', [.. Fence.Matches(Text).Select(match => match.Value), .. Spans]);

    /// <summary>The body rows of all tables, each by its column's header in whatever case.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Rows
    {
        get
        {
            string[]? header = null;
            foreach (var line in Text.Split('\n'))
            {
                var cells = line.StartsWith('|') ? line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries) : null;
                if (cells is not null && header is not null && cells[0].Trim('-', ':').Length > 0)
                {
                    yield return header.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.OrdinalIgnoreCase);
                }

                header = cells is null ? null : header ?? cells;
            }
        }
    }

    /// <summary>Files and folders that it links to, or names in a code span; a path with a placeholder in it is an example.</summary>
    public IEnumerable<string> Paths =>
        Link.Matches(Text).Select(match => match.Groups["path"].Value.Split('#')[0])
            .Concat(Spans.Where(span => OwnPath.IsMatch(span)))
            .Where(path => path.Length > 0)
            .Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Spans => Span.Matches(Fence.Replace(Text, "")).Select(match => match.Value.Trim('`'));

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 60000)]
    private static partial Regex Fence { get; }

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, 60000)]
    private static partial Regex Span { get; }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<path>[^)\s]+)\)", RegexOptions.ExplicitCapture, 60000)]
    private static partial Regex Link { get; }

    /// <summary>A path from the root: it begins with a folder or a file that the repository has there.</summary>
    [GeneratedRegex(
        @"^((src|tests|docs|locales|seed-data|\.ci)(/[A-Za-z0-9_.-]+)*/?|[A-Za-z.]+\.(md|sln|props|txt))$",
        RegexOptions.ExplicitCapture,
        60_000)]
    private static partial Regex OwnPath { get; }
}
