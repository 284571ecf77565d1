using System.Globalization;
using System.Text;
using Leap.Members;
using Leap.Settings;

namespace Leap.Access;

/// <summary>
/// What a password must be: long enough and not what a guesser tries first. No rule asks for a digit or a sign; any character will do.
/// </summary>
public sealed class PasswordRules(LeapSettings settings)
{
    public const int LettersMin = 8;
    public const int LettersMax = 128;

    /// <summary>PBKDF2 with HMAC-SHA-512, as OWASP's Password Storage Cheat Sheet asks for.</summary>
    public const int HashIterations = 220_000;

    /// <summary>A name of three letters is in too many honest words.</summary>
    private const int NameLettersMin = 4;

    /// <summary>One form for what keyboards write in several, such as letters with accents.</summary>
    public static string Normalised(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException) when (!IsText(password))
        {
            return password;
        }
    }

    public SetPassword.Refusal? Check(string password, Person person)
    {
        var text = Normalised(password);
        var letters = text.EnumerateRunes().Count();
        if (letters < LettersMin)
        {
            return SetPassword.Refusal.TooShort;
        }

        if (letters > LettersMax)
        {
            return SetPassword.Refusal.TooLong;
        }

        if (CommonPasswords.Contain(text))
        {
            return SetPassword.Refusal.TooCommon;
        }

        return IsMostly(text, NamesOf(person)) ? SetPassword.Refusal.TooPersonal : null;
    }

    private static bool IsText(string text) => text.EnumerateRunes().All(r => r != Rune.ReplacementChar);

    private IEnumerable<string> NamesOf(Person person)
    {
        var address = (person.Email ?? "").Split('@');
        string[] whole =
            [.. address, .. (person.Email ?? "").Split('.', '@', '-', '_', '+'), settings.Programme.Name, settings.Programme.Vendor];
        return whole.SelectMany(name => name.Split(' ').Append(name)).Concat(person.Name.Split(' ')).Append(person.Name);
    }

    /// <summary>Whether too little for a password is left when the names are taken out.</summary>
    private static bool IsMostly(string text, IEnumerable<string> names)
    {
        var rest = Plain(text);
        foreach (var name in names.Select(Plain).Where(IsTelling).Distinct(StringComparer.Ordinal).OrderByDescending(n => n.Length))
        {
            rest = rest.Replace(name, "", StringComparison.Ordinal);
        }

        return rest.Length != Plain(text).Length && rest.Length < LettersMin;
    }

    /// <summary>Where a sign is a word, two are a name.</summary>
    private static bool IsTelling(string name) =>
        name.Length >= NameLettersMin
        || (name.Length >= 2 && name.All(c => char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter));

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
