using System.Net;

namespace Leap.Settings;

/// <summary>What the web server lets in, from where, and how much of it.</summary>
public sealed record WebSettings
{
    private static readonly char[] Separators = [',', ' '];

    /// <summary>
    /// Networks (`10.0.0.0/8`) and addresses of the proxies in front, separated by commas. Only their `X-Forwarded-For` and
    /// `X-Forwarded-Proto` are believed; empty: nobody's.
    /// </summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>Host names beside the public address's own under which people may come, separated by commas.</summary>
    public string Hosts { get; init; } = "";

    /// <summary>Days for which browsers remember to come by https only, once the public address is https; 0: not at all.</summary>
    public int HstsDays { get; init; } = 365;

    /// <summary>The largest request body that is read, in kilobytes; pages that take files state their own.</summary>
    public int BodyKilobytes { get; init; } = 1_024;

    /// <summary>Requests that one person, or one address without a sign-in, has a minute.</summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>Connections that are open at once; more are closed as they come.</summary>
    public int Connections { get; init; } = 2_000;

    /// <summary>Seconds after which an answer that is still being made is given up.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    public IReadOnlyList<string> ExtraHosts => Parts(Hosts);

    /// <summary>A single address is a network of one. Throws for what <see cref="WebCheck"/> refuses.</summary>
    public IReadOnlyList<IPNetwork> TrustedNetworks =>
        [.. Parts(TrustedProxies).Select(text => FindNetwork(text) ?? throw new FormatException(text))];

    /// <summary>Null when the text is neither an address nor a network.</summary>
    internal static IPNetwork? FindNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    internal static string[] Parts(string list) =>
        list.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
