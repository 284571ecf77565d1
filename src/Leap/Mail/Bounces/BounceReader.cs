using System.Text.RegularExpressions;

namespace Leap.Mail.Bounces;

/// <summary>
/// Understands what mail servers send back: delivery status notifications (RFC 3464), feedback reports (RFC 5965), and the words of
/// those that write no more than X-Failed-Recipients. Which status means what is said in decision 0023.
/// </summary>
public static partial class BounceReader
{
    /// <summary>Bytes of a mail that are read: a report stands before the mail that it returns.</summary>
    public const int BytesMax = 1_048_576;

    /// <summary>Names of headers in which servers keep the address that a mail came to.</summary>
    private static readonly string[] Destinations = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"];

    /// <summary>Headers by which mail programs say that nobody wrote the mail (RFC 3834 and older habits).</summary>
    private static readonly string[] Automatic = ["X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Autoresponder"];

    public static BounceReading Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return Read(MimeReader.Read(content[..Math.Min(content.Length, BytesMax)]));
        }
        catch (Exception fault) when (fault is MimeException or RegexMatchTimeoutException)
        {
            return new BounceReading(BounceResult.Unreadable, "", [], []);
        }
    }

    /// <summary>The status by which a server refused a mail at once for want of a mailbox; null when it says something else.</summary>
    public static string? NoMailbox(string answer)
    {
        var status = StatusAlone().Match(answer).Value;
        return status.Length > 0 && ResultOf("failed", status) == BounceResult.HardBounce ? status : null;
    }

    private static BounceReading Read(MimePart mail)
    {
        var report = mail.Own().FirstOrDefault(p => p.Is("multipart/report"));
        var parts = report is null ? [] : report.Own().ToList();
        if (parts.FirstOrDefault(p => p.Is("message/delivery-status") || p.Is("message/global-delivery-status")) is { } status)
        {
            return Worst(Recipients(status), Tokens(mail, parts));
        }

        if (parts.FirstOrDefault(p => p.Is("message/feedback-report")) is { } feedback)
        {
            return Complaint(feedback, Tokens(mail, parts));
        }

        if (mail.Header("X-Failed-Recipients") is { } failed)
        {
            return FromText(mail, failed);
        }

        // Some gateways strip the machine's part of a notification: what is left says why in words, or nothing that counts.
        if (report?.Parameters.GetValueOrDefault("report-type") == "delivery-status"
            && FromText(mail, "") is { Status.Length: > 0 } reading)
        {
            return reading;
        }

        var isAutomatic = mail.Header("Auto-Submitted")?.StartsWith("no", StringComparison.OrdinalIgnoreCase) == false;
        isAutomatic |= Automatic.Any(name => mail.Header(name) is not null);
        return new BounceReading(isAutomatic ? BounceResult.AutoReply : BounceResult.NoReport, "", [], []);
    }

    /// <summary>Groups of fields with empty lines between them; the first is about the mail as a whole.</summary>
    private static IEnumerable<BouncedRecipient> Recipients(MimePart status)
    {
        var rest = status.Text().TrimStart('\n');
        while (rest.Length > 0)
        {
            var fields = MimeReader.Headers(rest, out var next);
            rest = next == 0 ? "" : rest[next..].TrimStart('\n');
            var (address, action) = (Field(fields, "Final-Recipient") ?? Field(fields, "Original-Recipient"), Field(fields, "Action"));
            if (address is not null || action is not null)
            {
                var code = StatusAtStart().Match(Field(fields, "Status") ?? "").Value.Trim();
                var did = (action ?? "").Trim().ToLowerInvariant();
                yield return new BouncedRecipient(AddressIn(address ?? ""), did, code, ResultOf(did, code));
            }
        }
    }

    private static BounceReading Worst(IEnumerable<BouncedRecipient> found, IReadOnlyList<string> tokens)
    {
        var recipients = found.Take(MimeReader.PartsMax).ToList();
        var worst = recipients.MinBy(r => r.Result);
        return new BounceReading(worst?.Result ?? BounceResult.NoReport, worst?.Status ?? "", recipients, tokens);
    }

    /// <summary>What is no complaint, such as "not-spam", asks for nothing.</summary>
    private static BounceReading Complaint(MimePart feedback, IReadOnlyList<string> tokens)
    {
        var fields = MimeReader.Headers(feedback.Text().TrimStart('\n'), out _);
        var type = Field(fields, "Feedback-Type")?.ToLowerInvariant();
        var isComplaint = type is not (null or "not-spam" or "auth-failure" or "dmarc");
        return new BounceReading(isComplaint ? BounceResult.Complaint : BounceResult.NoReport, "", [], tokens);
    }

    private static BounceReading FromText(MimePart mail, string failed)
    {
        var text = mail.Own().FirstOrDefault(p => p.Is("text/plain"))?.Text() ?? "";
        var copy = CopyBelow().Match(text);
        var status = StatusInText().Match(copy.Success ? text[..copy.Index] : text).Groups["status"].Value;
        var result = ResultOf("failed", status);
        var recipients = failed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(address => new BouncedRecipient(address, "", status, result));
        return new BounceReading(
            result, status, [.. recipients], [.. TokensOf(mail), .. ReturnLine().Matches(text).Select(m => m.Groups["token"].Value)]);
    }

    private static BounceResult ResultOf(string action, string status) => action switch
    {
        "delayed" => BounceResult.Delayed,
        "delivered" or "relayed" or "expanded" => BounceResult.Delivered,
        _ when status.StartsWith('2') => BounceResult.Delivered,
        _ when status is "5.1.7" or "5.1.8" => BounceResult.SoftBounce,
        _ when status is "5.2.1" || status.StartsWith("5.1.", StringComparison.Ordinal) => BounceResult.HardBounce,
        _ => BounceResult.SoftBounce,
    };

    private static List<string> Tokens(MimePart mail, IReadOnlyList<MimePart> parts) =>
    [
        .. TokensOf(mail),
        .. parts.Where(p => p.Is("message/rfc822")).SelectMany(p => p.Parts).SelectMany(ReturnedTokens),
        .. parts.Where(p => p.Is("text/rfc822-headers") || p.Is("message/rfc822-headers"))
            .SelectMany(p => ReturnLine().Matches(p.Text()).Select(m => m.Groups["token"].Value)),
    ];

    /// <summary>Of the address that the report came to.</summary>
    private static IEnumerable<string> TokensOf(MimePart mail) =>
        Destinations.SelectMany(mail.All).SelectMany(value => ReturnAddress().Matches(value)).Select(m => m.Groups["token"].Value);

    private static IEnumerable<string> ReturnedTokens(MimePart original) => original.All(Envelope.ReturnHeader).Select(v => v.Trim());

    private static string? Field(List<(string Name, string Value)> fields, string name) =>
        fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>`rfc822; someone@example.com` without its type.</summary>
    private static string AddressIn(string field) => field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();

    [GeneratedRegex(@"^\s*[245]\.\d{1,3}\.\d{1,3}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StatusAtStart();

    [GeneratedRegex(@"\b[45]\d\d[- ](?<status>[45]\.\d{1,3}\.\d{1,3})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StatusInText();

    [GeneratedRegex(@"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?!\.?\d)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StatusAlone();

    /// <summary>Where the text ends and the mail that it returns begins.</summary>
    [GeneratedRegex("^-{5,}", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CopyBelow();

    [GeneratedRegex(
        @"\+(?<token>\d{1,19}\.[0-9a-f]{32})@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ReturnAddress();

    [GeneratedRegex(
        @"^X-Leap-Message:[ \t]*(?<token>\d{1,19}\.[0-9a-f]{32})[ \t\r]*$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ReturnLine();
}
