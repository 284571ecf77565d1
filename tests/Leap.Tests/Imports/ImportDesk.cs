using System.Text;
using Leap.Imports;
using Leap.Locales;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Leap.Tests.Imports;

/// <summary>The product over a database of its own, with files to import into it.</summary>
internal sealed class ImportDesk : IAsyncDisposable
{
    private readonly TestDatabase database;

    private ImportDesk(TestDatabase database, ServiceProvider services)
    {
        this.database = database;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public string Folder => database.Folder;

    public static async Task<ImportDesk> OpenAsync(Engine engine, params string[] demoFiles)
    {
        var own = await engine.CreateAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development });
        services.AddSingleton<TimeProvider>(new StoppedClock());
        services.AddLeap(own.Settings with { Programme = own.Settings.Programme with { ClaimDays = 400 } });
        services.AddLocales();
        var desk = new ImportDesk(own, services.BuildServiceProvider());
        foreach (var file in demoFiles)
        {
            var report = await desk.ImportAsync(Path.GetFileName(file).Split('.')[0], Checkout.Read($"seed-data/{file}"));
            Assert.Null(report.Refusal);
            Assert.Empty(report.Bad);
        }

        return desk;
    }

    public Task<ImportReport> ImportAsync(string subject, params string[] lines) =>
        RunAsync(subject, string.Join('\n', lines), isDryRun: false);

    public Task<ImportReport> RehearseAsync(string subject, params string[] lines) =>
        RunAsync(subject, string.Join('\n', lines), isDryRun: true);

    public async Task<TValue> ReadAsync<TValue>(Func<Leap.Data.LeapDb, Task<TValue>> read)
    {
        await using var db = database.Open();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<ImportReport> RunAsync(string subject, string text, bool isDryRun)
    {
        await using var scope = Services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetServices<IImport>().Single(i => i.Subject == subject);
        var english = scope.ServiceProvider.GetRequiredService<Languages>().For("en");
        return await import.RunAsync(new StringReader(text), new ImportOptions(english) { IsDryRun = isDryRun }, CancellationToken.None);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    }
}
