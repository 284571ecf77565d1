using Leap.Data;
using Leap.Jobs;
using Leap.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Leap;

/// <summary>What `GET /healthz` looks at.</summary>
public static class Health
{
    public static IServiceCollection AddLeapHealth(this IServiceCollection services)
    {
        services.AddSingleton<MailHealth>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<JobHealth>("jobs")
            .AddCheck<MailHealth>("mail");
        return services;
    }
}
