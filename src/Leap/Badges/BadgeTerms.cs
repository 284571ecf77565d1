using System.Globalization;

namespace Leap.Badges;

/// <summary>What a badge's rule asks for: `family=storage;count=50`.</summary>
public sealed class BadgeTerms
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private BadgeTerms()
    {
    }

    /// <summary>Null when the text is not of the form `name=value;name=value`.</summary>
    public static BadgeTerms? Parse(string text)
    {
        var terms = new BadgeTerms();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !terms.values.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
            {
                return null;
            }
        }

        return terms;
    }

    /// <summary>Null when absent.</summary>
    public string? Word(string name) => values.GetValueOrDefault(name);

    /// <summary>0 when absent or not a positive whole number.</summary>
    public long Number(string name) =>
        long.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
