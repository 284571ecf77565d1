using System.Collections.Frozen;
using System.Text;

namespace Leap.Access;

/// <summary>
/// What guessers try first: the words of `common-passwords.txt`, also with other letters for signs, with digits and signs around them, or
/// twice; one sign repeated; and runs along the alphabet or a keyboard.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>More digits and signs than this around a word make it a password of its own.</summary>
    private const int PaddingMax = 6;

    private static readonly FrozenSet<string> Words = Load();

    private static readonly string[] Runs = Both(
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop",
        "qsdfghjklm", "wxcvbn", "йцукенгшщзхъ", "фывапролджэ", "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm");

    public static bool Contain(string password)
    {
        var text = password.ToLowerInvariant();
        var part = Unit(text);
        return part.Distinct().Count() <= 2
            || IsRun(part)
            || Guises(part).Any(guise => Words.Contains(guise));
    }

    /// <summary>The shortest beginning that, repeated, makes the text.</summary>
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var unit = text[..length];
            if (text.Length % length == 0 && string.Concat(Enumerable.Repeat(unit, text.Length / length)) == text)
            {
                return unit;
            }
        }

        return text;
    }

    /// <summary>Made of at most two runs of four signs or more, or of one and little else.</summary>
    private static bool IsRun(string text)
    {
        var (position, runs, others) = (0, 0, 0);
        while (position < text.Length)
        {
            var length = Enumerable.Range(4, Math.Max(0, text.Length - position - 3)).Reverse()
                .FirstOrDefault(n => Runs.Any(run => run.Contains(text.Substring(position, n), StringComparison.Ordinal)));
            (position, runs, others) = length > 0 ? (position + length, runs + 1, others) : (position + 1, runs, others + 1);
        }

        return runs > 0 && runs <= 2 && others <= 2;
    }

    private static IEnumerable<string> Guises(string text)
    {
        var letters = text.Trim([.. text.Where(c => !char.IsLetter(c))]);
        string[] cores = text.Length - letters.Length <= PaddingMax ? [text, letters] : [text];
        foreach (var core in cores.Concat([string.Concat(text.Where(c => !char.IsWhiteSpace(c)))]))
        {
            yield return core;
            yield return Unit(core);
            var plain = Plain(core, one: 'i');
            yield return plain;
            yield return plain.Trim([.. plain.Where(c => !char.IsLetter(c))]);
            yield return Plain(core, one: 'l');
        }
    }

    private static string Plain(string text, char one)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            plain.Append(sign switch
            {
                '0' => 'o', '1' or '!' => one, '3' or '€' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '8' => 'b', '9' => 'g',
                _ => sign,
            });
        }

        return plain.ToString();
    }

    private static string[] Both(params string[] runs) => [.. runs, .. runs.Select(r => string.Concat(r.Reverse()))];

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("Leap.Access.common-passwords.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
