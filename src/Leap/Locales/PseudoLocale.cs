using System.Text;

namespace Leap.Locales;

/// <summary>
/// Made from English so that text which was not put into the locale files stands out: accents, a third longer, in brackets.
/// </summary>
internal static class PseudoLocale
{
    public const string Code = "qps-ploc";

    private const string Plain = "AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz";
    private const string Accented = "ÅåÇçĐđÊêĜĝĤĥÎîĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž";

    public static IEnumerable<KeyValuePair<string, string>> Of(IEnumerable<KeyValuePair<string, string>> english) =>
        english.Select(t => IsForm(t.Key) ? t : KeyValuePair.Create(t.Key, Disguised(t.Value)));

    private static bool IsForm(string key) => key.StartsWith("format.", StringComparison.Ordinal);

    private static string Disguised(string text)
    {
        var disguised = new StringBuilder("[");
        var inPlaceholder = false;
        foreach (var letter in text)
        {
            inPlaceholder = letter == '{' || (inPlaceholder && letter != '}');
            var at = inPlaceholder ? -1 : Plain.IndexOf(letter, StringComparison.Ordinal);
            disguised.Append(at < 0 ? letter : Accented[at]);
        }

        return disguised.Append('·', text.Length / 3).Append(']').ToString();
    }
}
