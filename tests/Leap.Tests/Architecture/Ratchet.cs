namespace Leap.Tests.Architecture;

/// <summary>
/// Breaches that are known and allowed, with their measure. The list may only shrink: one that is mended or got smaller fails until its
/// line here goes or says the smaller number, so that nothing slides back.
/// </summary>
internal static class Ratchet
{
    /// <summary>Rule, place (path and name) and measure. Each with its reason.</summary>
    public static IReadOnlyList<Exempt> List { get; } =
    [
        // Terms of a promotion as a test sees them: all optional, and each caller names the one or two that it is about.
        new("parameters", "tests/Leap.Tests/Promotions/RefereeTests.cs", "RefereeTests.Terms", 13),
    ];

    /// <summary>What is wrong: breaches that nobody listed, lines that are out of date.</summary>
    public static IReadOnlyList<string> Compare(IEnumerable<Breach> breaches, IReadOnlyList<Exempt> list)
    {
        var found = breaches.GroupBy(Exempt.Of).ToDictionary(group => group.Key, group => group.First());
        return
        [
            .. found.Where(breach => !list.Contains(breach.Key)).Select(breach => breach.Value.ToString()),
            .. list.Where(exempt => !found.ContainsKey(exempt)).Select(exempt => $"mended or changed, so mend the ratchet: {exempt}"),
        ];
    }
}

internal sealed record Exempt(string Rule, string Path, string Name, int Measure)
{
    public static Exempt Of(Breach breach) => new(breach.Rule, breach.Path, breach.Name, breach.Measure);
}
