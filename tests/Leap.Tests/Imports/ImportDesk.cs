using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Settings;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Leap.Tests.Imports;

/// <summary>The product over a database of its own, with files to import into it, on 22 November 2026.</summary>
internal sealed class ImportDesk : IAsyncDisposable
{
    private readonly TestDatabase database;

    private ImportDesk(TestDatabase database, ServiceProvider services)
    {
        this.database = database;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public LeapSettings Settings => Services.GetRequiredService<LeapSettings>();

    /// <param name="files">Seed files to begin with, in their order: `demo/products.csv`.</param>
    public static async Task<ImportDesk> OpenAsync(Engine engine, params string[] files)
    {
        var own = await engine.CreateAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development });
        services.AddSingleton<TimeProvider>(FixedClock.Start());
        services.AddLeap(own.Settings);
        services.AddLocales();
        var desk = new ImportDesk(own, services.BuildServiceProvider());
        foreach (var file in files)
        {
            var report = await desk.ImportTextAsync(Path.GetFileName(file).Split('.')[0], Checkout.Read($"seed-data/{file}"));
            Assert.Null(report.Refusal);
            Assert.Empty(report.Bad);
        }

        return desk;
    }

    /// <summary>A desk with two firms of two countries, a seller at each, a manager, and what sales need.</summary>
    public static async Task<ImportDesk> OpenSmallAsync(Engine engine)
    {
        var desk = await OpenAsync(engine, "baseline/countries.csv", "demo/distributors.csv");
        await desk.ImportAsync("firms", Firms, "ACME,Acme Data,DE,Berlin,de,,gold", "ZEBRA,Zebra IT,PL,Kraków,pl,,silver");
        await desk.ImportAsync(
            "people", People, "ada@acme.example,Ada Vogel,DE,de,ACME,seller,2026-01-01,name,,",
            "jan@zebra.example,Jan Nowak,PL,pl,ZEBRA,seller|firm-admin,2026-01-01,alias,Żubr,",
            "mia@vendor.example,Mia Manager,NL,en,,,2026-01-01,hidden,,manager");
        await desk.ImportAsync(
            "products", Products, "R1,Rack one,rack,2000.00,2025-01-01,", "T1,Tower one,tower,900.00,2025-01-01,2026-06-30");
        await desk.ImportAsync("rates", "rate_on,currency,rate,source", "2026-10-01,EUR,1.10,test", "2026-10-01,PLN,0.25,test");
        return desk;
    }

    public const string Firms = "code,name,country,city,language,tax_id,tier";
    public const string People = "email,name,country,language,firm,personas,from,board_name,alias,staff";
    public const string Products = "sku,name,family,list_price,eligible_from,eligible_to";

    public Task<ImportReport> ImportAsync(string subject, params string[] lines) => ImportTextAsync(subject, string.Join('\n', lines));

    public Task<ImportReport> RehearseAsync(string subject, params string[] lines) =>
        ImportTextAsync(subject, string.Join('\n', lines), isDryRun: true);

    public async Task<ImportReport> ImportTextAsync(string subject, string text, bool isDryRun = false, long? staffId = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetServices<IImport>().Single(i => i.Subject == subject);
        var english = scope.ServiceProvider.GetRequiredService<Languages>().For("en");
        var options = new ImportOptions(english) { IsDryRun = isDryRun, StaffId = staffId };
        return await import.RunAsync(new StringReader(text), options, CancellationToken.None);
    }

    public async Task<TValue> ReadAsync<TValue>(Func<LeapDb, Task<TValue>> read)
    {
        await using var db = database.Open();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }
}
