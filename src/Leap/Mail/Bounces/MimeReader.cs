using System.Text;

namespace Leap.Mail.Bounces;

/// <summary>
/// Takes mails of strangers apart (RFC 2045, 2046, 5322): as much as reports of mail servers need, forgiving where those are careless
/// (a missing last boundary, a header that is none), and bounded in all that grows.
/// </summary>
public static class MimeReader
{
    public const int DepthMax = 8;
    public const int PartsMax = 100;
    public const int HeadersMax = 500;
    public const int HeaderLettersMax = 16_384;

    /// <summary>Throws <see cref="MimeException"/> when it is no mail, or one beyond the bounds.</summary>
    public static MimePart Read(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal);
        if (text.StartsWith("From ", StringComparison.Ordinal))
        {
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }

        var parts = PartsMax;
        var mail = Part(text, depth: 0, ref parts);
        return mail.Headers.Count == 0 ? throw new MimeException(MimeFault.NoHeaders) : mail;
    }

    private static MimePart Part(string text, int depth, ref int left)
    {
        if (depth > DepthMax)
        {
            throw new MimeException(MimeFault.TooDeep);
        }

        if (left-- == 0)
        {
            throw new MimeException(MimeFault.TooManyParts);
        }

        var headers = Headers(text, out var bodyAt);
        var body = text[bodyAt..];
        var type = headers.FirstOrDefault(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        var (mediaType, parameters) = ContentType(type ?? "text/plain");
        var parts = new List<MimePart>();
        if (mediaType.StartsWith("multipart/", StringComparison.Ordinal) && parameters.TryGetValue("boundary", out var boundary))
        {
            foreach (var section in Sections(body, boundary))
            {
                parts.Add(Part(section, depth + 1, ref left));
            }
        }
        else if (mediaType == "message/rfc822")
        {
            parts.Add(Part(body.TrimStart('\n'), depth + 1, ref left));
        }

        return new MimePart(headers, mediaType, parameters, body, parts);
    }

    /// <summary>Unfolded, in their order. Lines that are none end them when nothing came before, and are passed over else.</summary>
    /// <param name="bodyAt">Where what follows the empty line begins.</param>
    internal static List<(string Name, string Value)> Headers(string text, out int bodyAt)
    {
        var headers = new List<(string Name, string Value)>();
        for (bodyAt = 0; bodyAt < text.Length;)
        {
            var end = text.IndexOf('\n', bodyAt);
            end = end < 0 ? text.Length : end;
            var line = text[bodyAt..end];
            if (line.Length == 0)
            {
                bodyAt = Math.Min(end + 1, text.Length);
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = (headers[^1].Name, Whole(headers[^1].Value + " " + line.Trim()));
            }
            else if (IsName(line.AsSpan(0, Math.Max(colon, 0))))
            {
                headers.Add((line[..colon], Whole(line[(colon + 1)..].Trim())));
            }
            else if (headers.Count == 0)
            {
                break;
            }

            bodyAt = Math.Min(end + 1, text.Length);
            if (headers.Count > HeadersMax)
            {
                throw new MimeException(MimeFault.TooManyHeaders);
            }
        }

        return headers;
    }

    private static string Whole(string value) =>
        value.Length <= HeaderLettersMax ? value : throw new MimeException(MimeFault.HeaderTooLong);

    private static bool IsName(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExceptInRange('!', '~');

    /// <summary>What lies between the boundaries; the last one may have been cut off.</summary>
    private static List<string> Sections(string body, string boundary)
    {
        var mark = "--" + boundary;
        var sections = new List<string>();
        var start = -1;
        for (var at = 0; at < body.Length;)
        {
            var end = body.IndexOf('\n', at);
            end = end < 0 ? body.Length : end;
            var line = body.AsSpan(at, end - at).TrimEnd();
            var isLast = line.Length == mark.Length + 2 && line.EndsWith("--", StringComparison.Ordinal);
            if (line.StartsWith(mark, StringComparison.Ordinal) && (isLast || line.Length == mark.Length))
            {
                if (start >= 0)
                {
                    sections.Add(body[start..Math.Max(start, at - 1)]);
                }

                if (isLast || sections.Count > PartsMax)
                {
                    return sections;
                }

                start = Math.Min(end + 1, body.Length);
            }

            at = end + 1;
        }

        if (start >= 0)
        {
            sections.Add(body[start..]);
        }

        return sections;
    }

    private static (string MediaType, IReadOnlyDictionary<string, string> Parameters) ContentType(string value)
    {
        var pieces = Pieces(value);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters.TryAdd(piece[..equals].Trim(), Unquoted(piece[(equals + 1)..].Trim()));
            }
        }

        return (pieces[0].Trim().ToLowerInvariant(), parameters);
    }

    /// <summary>Cut at semicolons outside of quotation marks.</summary>
    private static List<string> Pieces(string value)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == ';' && !isQuoted)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                continue;
            }

            isQuoted ^= value[i] == '"' && (i == 0 || value[i - 1] != '\\');
            piece.Append(value[i]);
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] == '"' && value[^1] == '"'
            ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
            : value;
}

public enum MimeFault
{
    /// <summary>It begins with nothing that a mail begins with.</summary>
    NoHeaders,
    HeaderTooLong,
    TooManyHeaders,
    TooManyParts,
    TooDeep,
}

/// <summary>A file is no mail, or one beyond what is read.</summary>
public sealed class MimeException(MimeFault fault) : FormatException($"The mail can't be read: {fault}.")
{
    public MimeFault Fault => fault;
}
