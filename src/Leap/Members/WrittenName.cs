using System.Globalization;
using System.Text;

namespace Leap.Members;

/// <summary>
/// A name as people type it, in any script. Marks that are invisible or that turn the text around are none of a name's: they would make
/// one name look like another. The joiners that Persian and the scripts of India need are.
/// </summary>
public static class WrittenName
{
    public const int LettersMax = 200;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Composed (NFC), with single spaces and none at the ends. Throws for text that <see cref="HasMarks"/>.</summary>
    public static string Normal(string typed) =>
        string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);

    /// <summary>Whether it holds control characters, marks of direction, halves of characters or others that can't be seen.</summary>
    public static bool HasMarks(string text) => text.EnumerateRunes().Any(IsMark);

    /// <summary>Whether every letter is Latin, with or without accents.</summary>
    public static bool IsLatin(string name) => name.Normalize(NormalizationForm.FormC).EnumerateRunes()
        .All(rune => !Rune.IsLetter(rune) || rune.Value is <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or (>= 0xA720 and <= 0xA7FF));

    public static bool HasLetter(string name) => name.EnumerateRunes().Any(Rune.IsLetter);

    /// <summary>A lone half of a character is read as U+FFFD, which is no part of a name either.</summary>
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        _ => rune == Rune.ReplacementChar,
    };
}
