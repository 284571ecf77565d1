using Leap.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Leap.Jobs;

public static class JobSetup
{
    private const int AtOnceMax = 4;

    /// <summary>Registers the jobs, their runner and the scheduler, with its store in the same database; nothing starts yet.</summary>
    public static IServiceCollection AddLeapJobs(this IServiceCollection services, LeapSettings settings, IReadOnlyList<Job> schedule)
    {
        services.AddSingleton(new JobList(schedule));
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobScheduler>();
        services.AddScoped<JobRuns>();
        services.AddScoped<RunJobNow>();
        services.AddScoped<PauseJob>();
        services.AddQuartz(quartz => Configure(quartz, settings));
        return services;
    }

    /// <summary>Starts the scheduler with the host, and stops it: running jobs are asked to stop, and waited for.</summary>
    public static IServiceCollection AddLeapScheduler(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<JobScheduler>());

    private static void Configure(IQuartzBuilder quartz, LeapSettings settings)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "leap";
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseDefaultThreadPool(AtOnceMax);
        quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            if (settings.UsesPostgres)
            {
                store.UsePostgres(NpgsqlFactory.Instance, settings.ConnectionString);
                store.UseClustering(_ => { });
            }
            else
            {
                store.UseSqlite(SqliteFactory.Instance, settings.ConnectionString);
            }
        });
    }
}
