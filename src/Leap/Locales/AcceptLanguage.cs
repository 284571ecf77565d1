using System.Globalization;

namespace Leap.Locales;

/// <summary>The header in which a browser lists the languages its owner reads (RFC 9110, 12.5.4).</summary>
internal static class AcceptLanguage
{
    private const int MostRanges = 20;

    /// <summary>The tags by falling weight; those with weight 0, the wildcard and what is not a tag are left out.</summary>
    public static IEnumerable<string> Tags(string? header) =>
        (header ?? "").Split(',', MostRanges + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Take(MostRanges)
            .Select(Range)
            .Where(r => r is { Weight: > 0, Tag: not ("" or "*") })
            .OrderByDescending(r => r.Weight)
            .Select(r => r.Tag);

    private static decimal Weight(string quality) =>
        decimal.TryParse(quality, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    private static (string Tag, decimal Weight) Range(string range)
    {
        var parts = range.Split(';', StringSplitOptions.TrimEntries);
        var quality = parts.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return (parts[0], quality is null ? 1 : Weight(quality[2..]));
    }
}
