using System.Buffers;
using System.Text;

namespace Leap.Mail;

/// <summary>
/// Keeps a value's own direction inside a sentence of another: between the marks FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE,
/// which plain text keeps and HTML shows as a bdi element.
/// </summary>
public static class Isolated
{
    public const char Begin = '\u2068';

    public const char End = '\u2069';

    /// <summary>Embeddings, overrides and isolates with their ends.</summary>
    private static readonly SearchValues<char> Marks =
        SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public static string Text(string value) => $"{Begin}{value}{End}";

    /// <summary>
    /// The text without marks that turn what follows around, which only a name from outside can hold, and with isolates that end in the
    /// line in which they began.
    /// </summary>
    public static string Tidy(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return text;
        }

        var tidy = new StringBuilder(text.Length + 1);
        var open = 0;
        foreach (var letter in text)
        {
            if ((letter == End && open == 0) || (letter is not (Begin or End) && Marks.Contains(letter)))
            {
                continue;
            }

            if (letter == '\n')
            {
                tidy.Append(End, open);
                open = 0;
            }

            open += letter == Begin ? 1 : letter == End ? -1 : 0;
            tidy.Append(letter);
        }

        return tidy.Append(End, open).ToString();
    }

    public static string Strip(string text) =>
        text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
