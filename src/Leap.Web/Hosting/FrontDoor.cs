using System.Net;
using Leap.Settings;

namespace Leap.Web.Hosting;

/// <summary>Which hosts and schemes are ours. `GET /healthz` is open by any, for those who watch the program from beside it.</summary>
internal sealed class FrontDoor(LeapSettings settings)
{
    private readonly Uri home = new(settings.PublicUrl);
    private int warned;

    public static bool IsHealth(HttpRequest request) =>
        IsRead(request) && request.Path.Equals("/healthz", StringComparison.OrdinalIgnoreCase);

    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>
    /// Where a plain request belongs, when people come by https; null when it is right here. A form that came in plain text goes nowhere:
    /// its sender is led back to its page.
    /// </summary>
    public string? Elsewhere(HttpRequest request) => settings.IsHttps && !request.IsHttps
        ? home.GetLeftPart(UriPartial.Authority) + request.Path.ToUriComponent() + request.QueryString.ToUriComponent()
        : null;

    /// <summary>The public address's host, those of the settings, and the names that a machine has for itself.</summary>
    public bool Knows(HostString host) =>
        Same(host.Host, home.Host) || Same(host.Host, "localhost") || settings.Web.ExtraHosts.Any(h => Same(host.Host, h))
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>A proxy that takes https and is not named in the settings would send its readers round in circles: say so, once.</summary>
    public void WarnOfProxy(HttpContext context, ILogger log)
    {
        if (context.Request.Headers["X-Forwarded-Proto"] == "https" && Interlocked.Exchange(ref warned, 1) == 0)
        {
            log.LogWarning(
                "A proxy says that it was asked by https, but Leap__Web__TrustedProxies does not name it, so it is not believed");
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
