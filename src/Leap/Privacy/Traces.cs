using System.Globalization;

namespace Leap.Privacy;

/// <summary>Finds a name in text as people read it: as a word of its own, not as a part of another word or of a link's secret.</summary>
public static class Traces
{
    /// <summary>Letters without case, as of Chinese, join no word: there a name counts wherever it stands.</summary>
    public static string Replace(string text, string trace, string pseudonym)
    {
        for (var at = text.IndexOf(trace, StringComparison.Ordinal); at >= 0;)
        {
            var end = at + trace.Length;
            var isWhole = !Joins(text, at - 1, trace[0]) && !Joins(text, end, trace[^1]);
            text = isWhole ? string.Concat(text.AsSpan(0, at), pseudonym, text.AsSpan(end)) : text;
            var next = isWhole ? at + pseudonym.Length : at + 1;
            at = next < text.Length ? text.IndexOf(trace, next, StringComparison.Ordinal) : -1;
        }

        return text;
    }

    /// <summary>Whether the character there makes one word with the end of the name.</summary>
    private static bool Joins(string text, int index, char edge) =>
        index >= 0 && index < text.Length && IsOfWords(edge) && (IsOfWords(text[index]) || text[index] == '_');

    private static bool IsOfWords(char c) =>
        char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.OtherLetter;
}
