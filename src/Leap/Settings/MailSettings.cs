namespace Leap.Settings;

/// <summary>How mail leaves. Without a host, messages are written to `{DataFolder}/mail/*.eml`.</summary>
public sealed record MailSettings
{
    public string Host { get; init; } = "";

    /// <summary>TCP port; 465 (implicit TLS) is refused because the client can't speak it.</summary>
    public int Port { get; init; } = 587;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Sender's address.</summary>
    public string From { get; init; } = "programme@leap.example";

    /// <summary>
    /// The address that bounces come to: each mail leaves with its local part, a plus and a token of its own (VERP). Empty: the sender's,
    /// without a token.
    /// </summary>
    public string ReturnPath { get; init; } = "";

    /// <summary>A maildir, or a folder of `.eml` files, in which the bounces to that address lie; empty: none are read.</summary>
    public string BounceFolder { get; init; } = "";

    /// <summary>Parallel connections of the relay.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Mails that may leave in any minute, from all nodes together; 0 is no limit.</summary>
    public int PerMinute { get; init; }

    /// <summary>Mails that may leave in any minute to addresses of one domain; 0 is no limit.</summary>
    public int PerMinuteAndDomain { get; init; }

    /// <summary>The envelope's sender for the message of the token; throws when there is no return path.</summary>
    public string ReturnAddress(string token) => ReturnPath.Insert(ReturnPath.LastIndexOf('@'), "+" + token);
}
