using Leap.Audit;
using Leap.Data;
using Leap.Jobs;
using Leap.Programmes;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leap.Tests.Jobs;

/// <summary>The jobs of a test on a real database, with or without the scheduler.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public Workshop(TestDatabase database, Counter counter, TimeProvider clock, params Job[] jobs)
    {
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Settings)
            .AddSingleton(clock)
            .AddSingleton<Calendar>()
            .AddSingleton(counter)
            .AddLeapDb(database.Settings)
            .AddScoped<AuditLog>()
            .AddLeapJobs(database.Settings, jobs)
            .AddLeapScheduler()
            .BuildServiceProvider();
    }

    public JobRunner Runner => services.GetRequiredService<JobRunner>();

    public JobScheduler Scheduler => services.GetRequiredService<JobScheduler>();

    public Task StartAsync() => services.GetServices<IHostedService>().Single().StartAsync(CancellationToken.None);

    public Task StopAsync() => services.GetServices<IHostedService>().Single().StopAsync(CancellationToken.None);

    public async Task<IReadOnlyList<JobRuns.Row>> RowsAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<JobRuns>().ListAsync(CancellationToken.None);
    }

    public async Task<RunJobNow.Refusal?> RunNowAsync(string job)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<RunJobNow>().RunAsync(job, personId: 1, CancellationToken.None)).Refusal;
    }

    public async Task<RunJobNow.Refusal?> PauseAsync(string job, bool isPaused)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PauseJob>().RunAsync(job, isPaused, personId: 1, CancellationToken.None))
            .Refusal;
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
