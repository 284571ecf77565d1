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

    /// <summary>Parallel connections of the relay.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Mails that may leave in any minute, from all nodes together; 0 is no limit.</summary>
    public int PerMinute { get; init; }

    /// <summary>Mails that may leave in any minute to addresses of one domain; 0 is no limit.</summary>
    public int PerMinuteAndDomain { get; init; }
}
