using System.Globalization;
using System.Text;

namespace Leap.Mail.Bounces;

/// <summary>A mail, or a part of one, as <see cref="MimeReader"/> found it.</summary>
/// <param name="Body">As it was sent, each character one byte.</param>
/// <param name="Parts">Of a multipart, or the one mail inside of a message/rfc822; empty otherwise.</param>
public sealed record MimePart(
    IReadOnlyList<(string Name, string Value)> Headers,
    string MediaType,
    IReadOnlyDictionary<string, string> Parameters,
    string Body,
    IReadOnlyList<MimePart> Parts)
{
    /// <summary>The first header of the name; null when there is none.</summary>
    public string? Header(string name) => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) =>
        Headers.Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    public bool Is(string mediaType) => string.Equals(MediaType, mediaType, StringComparison.Ordinal);

    /// <summary>The body as people read it. What can't be decoded is left as it is.</summary>
    public string Text() => Charset().GetString(Decoded()).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>This part and those in it, in the order in which they stand, but not what stands in a mail inside of the mail.</summary>
    public IEnumerable<MimePart> Own() => Is("message/rfc822") ? [this] : Parts.SelectMany(p => p.Own()).Prepend(this);

    private byte[] Decoded() => Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(Body),
        "quoted-printable" => QuotedPrintable(Body),
        _ => Encoding.Latin1.GetBytes(Body),
    };

    private Encoding Charset()
    {
        var name = Parameters.GetValueOrDefault("charset", "utf-8");
        return name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8
            : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.Latin1;
    }

    private static byte[] Base64(string body)
    {
        var letters = string.Concat(body.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        var whole = letters[..(letters.Length - (letters.Length % 4 == 1 ? 1 : 0))];
        return Convert.FromBase64String(whole.PadRight((whole.Length + 3) / 4 * 4, '='));
    }

    private static byte[] QuotedPrintable(string body)
    {
        var bytes = new List<byte>(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                bytes.Add((byte)body[i]);
            }
            else if (i + 1 < body.Length && body[i + 1] == '\n')
            {
                i++;
            }
            else if (i + 2 < body.Length
                && byte.TryParse(body.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)'=');
            }
        }

        return [.. bytes];
    }
}
