using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leap.Data;

/// <summary>Whether the database answers.</summary>
public sealed class DatabaseHealth(LeapDb db) : IHealthCheck
{
    async Task<HealthCheckResult> IHealthCheck.CheckHealthAsync(HealthCheckContext context, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("SELECT 1", cancel);
        return HealthCheckResult.Healthy();
    }
}
