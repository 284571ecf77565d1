using Leap.Locales;

namespace Leap.Imports;

/// <summary>Columns such as `name.de` that hold a content's text, one a language. A file needs only those of the programme's own.</summary>
public static class TextColumns
{
    public static IReadOnlyList<string> Required(Languages languages, params IEnumerable<string> prefixes) =>
        [.. prefixes.Select(p => $"{p}.{languages.Programme.Code.ToLowerInvariant()}")];

    public static IReadOnlyList<string> Optional(Languages languages, params IEnumerable<string> prefixes) =>
        [.. languages.All.SelectMany(l => prefixes.Select(p => $"{p}.{l.Code.ToLowerInvariant()}"))];
}
