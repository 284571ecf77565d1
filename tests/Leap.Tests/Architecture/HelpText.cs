using System.Reflection;
using System.Text.RegularExpressions;
using Leap.Data;

namespace Leap.Tests.Architecture;

/// <summary>The program's own help, read from `Leap.Commands.Help.Text`: a line for each command, which begins with its verb.</summary>
internal static partial class HelpText
{
    public static IReadOnlyList<string> Verbs => VerbsOf(Text);

    private static string Text =>
        typeof(LeapDb).Assembly.GetType("Leap.Commands.Help")
            ?.GetField("Text", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string
        ?? throw new InvalidOperationException("Leap.Commands.Help has no public constant Text.");

    public static IReadOnlyList<string> VerbsOf(string text) =>
        [.. VerbLine.Matches(text).Select(match => match.Groups["verb"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\s+(-- )?(?<verb>[a-z]+)\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex VerbLine { get; }
}
