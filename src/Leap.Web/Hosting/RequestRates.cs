using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Leap.Settings;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Leap.Web.Hosting;

/// <summary>
/// How much one person, or one address without a sign-in, may ask of all pages together; who asks more is told when to come again.
/// </summary>
internal sealed class RequestRates(LeapSettings settings) : IPostConfigureOptions<RateLimiterOptions>
{
    private const int PeriodsPerMinute = 6;

    public void PostConfigure(string? name, RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        var own = options.OnRejected;
        options.OnRejected = async (context, cancel) =>
        {
            if (own is not null)
            {
                await own(context, cancel);
            }

            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            {
                var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
                context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }
        };
    }

    /// <summary>The page that says "too many" is part of the request that was too many, and is not counted again.</summary>
    private RateLimitPartition<string> Partition(HttpContext context)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var person = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        return RateLimitPartition.GetTokenBucketLimiter(
            person is null ? $"address {ClientAddress.Of(context)}" : $"person {person}",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = settings.Web.RequestsPerMinute,
                TokensPerPeriod = Math.Max(1, settings.Web.RequestsPerMinute / PeriodsPerMinute),
                ReplenishmentPeriod = TimeSpan.FromSeconds(60d / PeriodsPerMinute),
            });
    }
}
