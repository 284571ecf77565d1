using System.Collections.Frozen;

namespace Leap.Locales;

/// <summary>What a text leaves open, as `{name}`.</summary>
internal static class Placeholders
{
    /// <summary>Whether all braces are in pairs, and what stands in them stands in the English text, or in its plural, as well.</summary>
    public static bool AreKnown(string key, string text, FrozenDictionary<string, string> english)
    {
        if (text.AsSpan().IndexOfAny('{', '}') < 0 || key.StartsWith("format.", StringComparison.Ordinal))
        {
            return true;
        }

        var reference = english.GetValueOrDefault(key) ?? english.GetValueOrDefault(Plural(key));
        return reference is null || Of(text) is { } names && names.TrueForAll(n => reference.Contains(n, StringComparison.Ordinal));
    }

    private static string Plural(string key) => key[..(key.LastIndexOf('_') is var at and >= 0 ? at : key.Length)] + "_other";

    /// <summary>With their braces; null when a brace has no partner.</summary>
    private static List<string>? Of(string text)
    {
        var names = new List<string>();
        var open = -1;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '{' when open >= 0:
                case '}' when open < 0:
                    return null;
                case '{':
                    open = at;
                    break;
                case '}':
                    names.Add(text[open..(at + 1)]);
                    open = -1;
                    break;
            }
        }

        return open < 0 ? names : null;
    }
}
