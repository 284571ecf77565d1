using System.Globalization;
using System.Text;

namespace Leap.Locales;

/// <summary>
/// Reads numbers as people type them. .NET takes `12.50` for 1250 where the point groups; here groups have three digits or the form does
/// not fit.
/// </summary>
internal static class TypedNumber
{
    private const int MostLetters = 48;

    /// <summary>In the reader's form, else in the plain one: a point before the decimals, and commas, if any, between groups.</summary>
    public static bool TryParse(string? typed, NumberFormatInfo reader, out decimal value)
    {
        value = 0;
        var text = Plain(typed ?? "");
        return text.Length <= MostLetters
            && (TryParse(text, reader.NumberDecimalSeparator[^1], reader.NumberGroupSeparator[^1], out value)
                || TryParse(text, '.', ',', out value));
    }

    private static bool TryParse(string text, char point, char group, out decimal value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        var parts = (negative ? text[1..] : text).Split(point);
        if (parts.Length > 2 || (parts.Length == 2 && !IsDigits(parts[1])) || !TryUngroup(parts[0], group, out var whole))
        {
            return false;
        }

        var digits = parts.Length == 2 ? whole + "." + parts[1] : whole;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        value = negative ? -value : value;
        return true;
    }

    /// <summary>Spaces and apostrophes group in any language.</summary>
    private static bool TryUngroup(string whole, char group, out string digits)
    {
        var parts = whole.Split(group, ' ', '\'');
        digits = string.Concat(parts);
        return IsDigits(digits) && (parts.Length == 1 || (parts[0].Length is >= 1 and <= 3 && parts.Skip(1).All(p => p.Length == 3)));
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>Latin digits and signs for those of other keyboards, plain spaces for the unbreakable, and no marks of direction.</summary>
    private static string Plain(string typed)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (var letter in typed.Trim())
        {
            _ = letter switch
            {
                '\u200E' or '\u200F' or '\u061C' or '\u2066' or '\u2067' or '\u2068' or '\u2069' => plain,
                '\u00A0' or '\u202F' or '\u2009' => plain.Append(' '),
                '\u2212' or '\uFF0D' => plain.Append('-'),
                '\u066B' or '\uFF0E' => plain.Append('.'),
                '\u066C' or '\uFF0C' => plain.Append(','),
                '\u2019' => plain.Append('\''),
                _ when CharUnicodeInfo.GetDecimalDigitValue(letter) is >= 0 and var digit => plain.Append((char)('0' + digit)),
                _ => plain.Append(letter),
            };
        }

        return plain.ToString().Trim();
    }
}
