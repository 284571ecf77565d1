using System.Text.RegularExpressions;
using Leap.Commands;
using Leap.Locales;
using Leap.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Architecture;

/// <summary>What the program itself says to `-- help`.</summary>
internal static partial class HelpText
{
    public static async Task<IReadOnlyList<string>> VerbsAsync()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddLeap(new LeapSettings())
            .AddSingleton(Languages.Load())
            .AddLeapCommands()
            .BuildServiceProvider();
        using var output = new StringWriter();
        await CommandLine.RunAsync(["help"], services, output, output, CancellationToken.None);
        return VerbsOf(output.ToString());
    }

    /// <summary>A command's line stands two spaces in and begins with its verb; what explains it stands further in.</summary>
    public static IReadOnlyList<string> VerbsOf(string help) => [.. VerbLine.Matches(help).Select(match => match.Groups["verb"].Value)];

    [GeneratedRegex("^  (?<verb>[a-z]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 60000)]
    private static partial Regex VerbLine { get; }
}
