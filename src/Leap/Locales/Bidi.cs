namespace Leap.Locales;

/// <summary>Keeps a name in one script from reordering the sentence in another around it.</summary>
internal static class Bidi
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    /// <summary>
    /// The text between isolating marks when it holds letters that run against the language. Addresses stay bare: mail programs would take
    /// the mark for a part of the link.
    /// </summary>
    public static string Isolated(string text, bool isRightToLeft)
    {
        foreach (var letter in text)
        {
            if (letter == FirstStrongIsolate)
            {
                return text;
            }

            if (char.IsLetter(letter) && RunsRightToLeft(letter) != isRightToLeft)
            {
                return IsAddress(text) ? text : FirstStrongIsolate + text + PopIsolate;
            }
        }

        return text;
    }

    public static bool HasRightToLeft(string text) => text.Any(RunsRightToLeft);

    private static bool RunsRightToLeft(char letter) =>
        letter is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC';

    private static bool IsAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.Contains('@', StringComparison.Ordinal);
}
