using System.Globalization;

namespace Leap.Access;

/// <summary>What a person calls a passkey, on one line and of a bearable length.</summary>
internal static class PasskeyName
{
    /// <summary>Empty when nothing is left of it.</summary>
    public static string Of(string written)
    {
        var line = string.Join(' ', written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var letters = new StringInfo(string.Concat(line.Where(c => !char.IsControl(c))));
        return letters.LengthInTextElements <= AddPasskey.NameMax ? letters.String : letters.SubstringByTextElements(0, AddPasskey.NameMax);
    }
}
