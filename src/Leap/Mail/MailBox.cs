using System.Text;
using System.Text.RegularExpressions;
using Leap.Settings;

namespace Leap.Mail;

/// <summary>Reads back the mails that <see cref="MailFiles"/> wrote: it knows no more of MIME than <see cref="Envelope"/> writes.</summary>
public sealed partial class MailBox(LeapSettings settings)
{
    private const int HeaderBytes = 8_192;

    private readonly DirectoryInfo folder = new(MailFiles.Folder(settings));

    /// <summary>The newest mails first; empty when none was written.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(int most, CancellationToken cancel)
    {
        if (!folder.Exists)
        {
            return [];
        }

        var rows = new List<Row>();
        foreach (var file in folder.EnumerateFiles("*.eml").OrderByDescending(f => f.LastWriteTimeUtc).Take(most))
        {
            rows.Add(Summary(file, Headers(await BeginningAsync(file, cancel))));
        }

        return rows;
    }

    /// <summary>Null when there is no such mail, or the id is none of ours.</summary>
    public async Task<Opened?> FindAsync(string id, CancellationToken cancel)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, id + ".eml"));
        if (!Ids().IsMatch(id) || !file.Exists)
        {
            return null;
        }

        var content = await File.ReadAllTextAsync(file.FullName, cancel);
        var headers = Headers(content);
        var boundary = Boundary().Match(headers.GetValueOrDefault("Content-Type", "")).Groups["value"].Value;
        var parts = content.Split("--" + boundary).Skip(1).ToList();
        return new Opened(Summary(file, headers), headers, Part(parts, "text/plain"), Part(parts, "text/html"));
    }

    private static Row Summary(FileInfo file, Dictionary<string, string> headers) => new(
        Path.GetFileNameWithoutExtension(file.Name),
        headers.GetValueOrDefault("To", ""),
        headers.GetValueOrDefault("Subject", ""),
        headers.GetValueOrDefault("Content-Language", ""),
        file.LastWriteTimeUtc);

    private static async Task<string> BeginningAsync(FileInfo file, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        var bytes = new byte[HeaderBytes];
        return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, HeaderBytes, throwOnEndOfStream: false, cancel));
    }

    private static Dictionary<string, string> Headers(string content)
    {
        var end = content.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var unfolded = Folds().Replace(end < 0 ? content : content[..end], " ");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in unfolded.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = Decoded(line[(colon + 1)..].Trim());
            }
        }

        return headers;
    }

    /// <summary>Encoded words (RFC 2047): the bytes of one letter may lie in two neighbouring words, so they are joined first.</summary>
    private static string Decoded(string value) => Words().Replace(value, run =>
    {
        var texts = run.Groups["text"].Captures.Select(c => c.Value);
        return run.Groups["form"].Value is "B" or "b"
            ? Encoding.UTF8.GetString([.. texts.SelectMany(Convert.FromBase64String)])
            : Uri.UnescapeDataString(string.Concat(texts).Replace('_', ' ').Replace('=', '%'));
    });

    private static string Part(IEnumerable<string> parts, string mediaType)
    {
        var part = parts.FirstOrDefault(p => p.Contains(mediaType, StringComparison.OrdinalIgnoreCase));
        return part is null
            ? ""
            : Encoding.UTF8.GetString(Convert.FromBase64String(part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
    }

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"\r\n[ \t]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Folds();

    [GeneratedRegex("boundary=\"?(?<value>[^\";]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"(\s*=\?(?i:utf-8)\?(?<form>\w)\?(?<text>[^?]*)\?=)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Words();

    /// <param name="Id">The file's name without its ending.</param>
    public sealed record Row(string Id, string To, string Subject, string Language, DateTime WrittenAt);

    /// <summary>A mail opened, its text and HTML decoded.</summary>
    public sealed record Opened(Row Row, IReadOnlyDictionary<string, string> Headers, string Text, string Html);
}
