using System.Globalization;
using System.Text;

namespace Leap.Members;

/// <summary>The name under which someone stands on boards: unique in the programme, and nobody else's.</summary>
public static class BoardAlias
{
    public const int LettersMin = 2;
    public const int LettersMax = 40;
    public const int KeyLettersMax = 200;

    /// <summary>A shorter firm's name is refused as the whole alias only, since it stands inside of other words.</summary>
    private const int FirmLettersMin = 5;

    /// <summary>As squeezed text, so that `Pr0gramme M4nager` is one too.</summary>
    private static readonly string[] StaffWords =
    [
        "admin", "moderator", "official", "programmemanager", "programmanager", "programmeteam", "programteam", "support", "helpdesk",
        "reviewer", "auditor", "jury", "staff",
    ];

    /// <summary>The form in which aliases are compared: compatible letters alike (NFKC), capitals, single spaces.</summary>
    public static string KeyOf(string alias)
    {
        var words = alias.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join(' ', words).ToUpperInvariant();
        return key.Length <= KeyLettersMax ? key : key[..KeyLettersMax];
    }

    /// <summary>Whether it passes for the programme's staff, for its vendor or for a firm.</summary>
    public static bool Impersonates(string alias, IEnumerable<string> firms, params ReadOnlySpan<string> programmeNames)
    {
        var squeezed = Squeezed(alias);
        foreach (var name in programmeNames)
        {
            if (IsIn(name, squeezed))
            {
                return true;
            }
        }

        return StaffWords.Any(word => squeezed.Contains(word, StringComparison.Ordinal)) || firms.Any(firm => IsIn(firm, squeezed));
    }

    private static bool IsIn(string name, string squeezed)
    {
        var whole = Squeezed(name);
        return whole.Length > 0
            && (string.Equals(whole, squeezed, StringComparison.Ordinal)
                || (whole.Length >= FirmLettersMin && squeezed.Contains(whole, StringComparison.Ordinal)));
    }

    /// <summary>Small letters and digits alone, without accents, and with the letters that digits stand for.</summary>
    private static string Squeezed(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(letter))
            {
                squeezed.Append(Unmasked(char.ToLower(letter, CultureInfo.InvariantCulture)));
            }
        }

        return squeezed.ToString();
    }

    private static char Unmasked(char letter) => letter switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => letter,
    };
}
