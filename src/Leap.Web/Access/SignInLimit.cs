using System.Globalization;
using System.Threading.RateLimiting;
using Leap.Settings;
using Leap.Web.Hosting;

namespace Leap.Web.Access;

/// <summary>How often one network may ask each of the pages that anyone can open to sign in.</summary>
public static class SignInLimit
{
    private const int GetsPerMinute = 300;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddSignInLimit(this IServiceCollection services, AccessSettings settings) =>
        services.AddRateLimiter(o =>
        {
            o.AddPolicy(AccessSetup.SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                $"{context.Request.Method} {RouteOf(context)} {ClientAddress.Of(context)}",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = HttpMethods.IsPost(context.Request.Method) ? settings.PostsPerMinute : GetsPerMinute,
                    Window = Window,
                }));
            o.AddPolicy(AccessSetup.ViewLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                $"view {context.Request.Path} {ClientAddress.Of(context)}",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = GetsPerMinute, Window = Window }));
        });

    /// <summary>One page has many addresses that differ by capitals or a last slash; it counts as one.</summary>
    private static string? RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    /// <summary>The answer is 429 with the seconds to wait.</summary>
    public static void TellWhenToRetry(this HttpContext context, TimeSpan after)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
