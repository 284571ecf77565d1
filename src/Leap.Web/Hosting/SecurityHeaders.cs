using System.Globalization;
using Leap.Settings;

namespace Leap.Web.Hosting;

/// <summary>
/// The headers that every response carries, whoever made it: nothing from elsewhere, nothing inline, nobody's frame, nothing kept. They are
/// set when the answer begins, so that a fault that empties the answer does not lose them; what a page has set for itself stays.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Secret links are told to nobody else; our own pages may know where a reader came from.</summary>
    private const string Referrer = "same-origin";

    private const string Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
        + "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), "
        + "xr-spatial-tracking=()";

    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        var transport = Transport(app.Services.GetRequiredService<LeapSettings>());
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Set(context, transport);
                return Task.CompletedTask;
            });
            return next(context);
        });
        return app;
    }

    /// <summary>Scripts run by the response's nonce alone, so that not even a file of ours can be made one.</summary>
    public static string Policy(string nonce, bool framesOwnPages) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + $"form-action 'self'; frame-src {(framesOwnPages ? "'self'" : "'none'")}; base-uri 'none'; object-src 'none'; "
        + "frame-ancestors 'none'";

    private static void Set(HttpContext context, string? transport)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy(
                context.RequestServices.GetRequiredService<Nonce>().Value,
                context.GetEndpoint()?.Metadata.GetMetadata<FramesOwnPagesAttribute>() is not null);
        }

        if (!headers.CacheControl.ToString().Contains("public", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
        }

        if (transport is not null && context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = transport;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = Referrer;
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>Null: the public address is not https, or the settings want it unsaid.</summary>
    private static string? Transport(LeapSettings settings) =>
        settings is { IsHttps: true, Web.HstsDays: > 0 and var days }
            ? string.Create(CultureInfo.InvariantCulture, $"max-age={days * 86_400L}; includeSubDomains")
            : null;
}
