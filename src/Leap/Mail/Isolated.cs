namespace Leap.Mail;

/// <summary>
/// Keeps a value's own direction inside a sentence of another: between the marks FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE,
/// which plain text keeps and HTML shows as a bdi element.
/// </summary>
public static class Isolated
{
    public const char Begin = '\u2068';

    public const char End = '\u2069';

    public static string Text(string value) => $"{Begin}{value}{End}";

    public static string Strip(string text) =>
        text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
