using System.Globalization;
using System.Security.Claims;

namespace Leap.Web.Hosting;

/// <summary>
/// Logs each request that was turned away at a known address: which route, how, and who asked, by number. Neither the address itself nor
/// what was sent is logged: both may hold a secret.
/// </summary>
internal sealed class RefusedRequests(RequestDelegate next, ILogger<RefusedRequests> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        await next(context);
        var status = context.Response.StatusCode;
        if (route is not null && status is >= 400 and < 500 && HostingSetup.IsFirstPass(context))
        {
            log.LogWarning(
                "Refused with {Status}: {Method} of {Route} by person {PersonId}", status, context.Request.Method, route, Asker(context));
        }
    }

    private static long? Asker(HttpContext context) =>
        long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
