namespace Leap.Web.Hosting;

/// <summary>The headers that every response carries: nothing from elsewhere, nothing inline, nobody's frame.</summary>
public static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors ";

    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            var isFramed = context.Request.Path.StartsWithSegments("/development/mail", StringComparison.Ordinal);
            headers.ContentSecurityPolicy = Policy + (isFramed ? "'self'" : "'none'");
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
        return app;
    }
}
