using Microsoft.AspNetCore.Mvc;

namespace Leap.Web.Hosting;

/// <summary>A mail's HTML alone, for a frame of a page of ours. It brings its own styles, so it has its own, narrower policy.</summary>
internal static class FramedMail
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; object-src 'none'; sandbox; "
        + "frame-ancestors 'self'";

    public static ContentResult Of(HttpResponse response, string html)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        return new ContentResult { Content = html, ContentType = "text/html; charset=utf-8" };
    }
}
