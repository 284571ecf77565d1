using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leap.Mail;

/// <summary>Whether mails can leave, asked at most twice a minute. Pages work without, so at worst it is degraded.</summary>
public sealed class MailHealth(IMailTransport transport, TimeProvider clock) : IHealthCheck
{
    private const int FreshSeconds = 30;

    private (long AskedAt, HealthCheckResult Result)? latest;

    async Task<HealthCheckResult> IHealthCheck.CheckHealthAsync(HealthCheckContext context, CancellationToken cancel)
    {
        if (latest is { } known && clock.GetElapsedTime(known.AskedAt) < TimeSpan.FromSeconds(FreshSeconds))
        {
            return known.Result;
        }

        var reason = await transport.CheckAsync(cancel);
        var result = reason is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(reason);
        latest = (clock.GetTimestamp(), result);
        return result;
    }
}
