namespace Leap.Locales;

/// <summary>Tells letters of different alphabets apart that look alike: a Cyrillic а in a Latin name.</summary>
public static class Scripts
{
    private static readonly (int First, int Last, char Script)[] Ranges =
    [
        ('A', 'Z', 'L'), ('a', 'z', 'L'), (0x00AA, 0x00AA, 'L'), (0x00BA, 0x00BA, 'L'), (0x00C0, 0x024F, 'L'), (0x1E00, 0x1EFF, 'L'),
        (0x0370, 0x03FF, 'G'), (0x1F00, 0x1FFF, 'G'),
        (0x0400, 0x052F, 'C'), (0x1C80, 0x1C8F, 'C'), (0x2DE0, 0x2DFF, 'C'), (0xA640, 0xA69F, 'C'),
        (0x0530, 0x058F, 'A'), (0x10A0, 0x10FF, 'K'), (0x13A0, 0x13FF, 'H'), (0xFF21, 0xFF5A, 'W'),
    ];

    /// <summary>
    /// Whether a part of an address between points, hyphens and the @ has letters of two alphabets, which nobody's name has and a forged
    /// address does.
    /// </summary>
    public static bool AreMixed(string address) => address.Split('@', '.', '-', '_', '+')
        .Any(part => part.EnumerateRunes().Select(r => ScriptOf(r.Value)).Where(s => s != '?').Distinct().Skip(1).Any());

    private static char ScriptOf(int rune) =>
        Array.Find(Ranges, r => r.First <= rune && rune <= r.Last) is { Script: not '\0' and var script } ? script : '?';
}
