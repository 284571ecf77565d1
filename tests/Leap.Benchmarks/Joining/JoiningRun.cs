using System.Diagnostics;
using System.Globalization;
using System.Text;
using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Seeding;
using Leap.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Benchmarks.Joining;

/// <summary>A whole programme on its first day: 700 firms and 5,000 people imported, each invited by mail in their language.</summary>
internal static class JoiningRun
{
    private const int SecondsMax = 60;

    public static async Task RunAsync(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("leap-joining-").FullName;
        var settings = new LeapSettings { DataFolder = folder };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddSingleton(_ => Languages.Load(settings))
            .AddLeap(settings)
            .BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Upgrade>().RunAsync(cancel);
        }

        var demo = DemoProgramme.Invent(DemoSize.Full);
        await ImportAsync<ImportCountries>(services, await File.ReadAllTextAsync(CountriesFile, cancel), cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"file",-24} {"rows",7} {"added",7} {"seconds",8} {"rows/s",8}"));
        var first = await TimeAsync("first run", services, demo, cancel);
        var second = await TimeAsync("the same files again", services, demo, cancel);
        await SayAsync(services, first + second, cancel);
        Write.CloseFile(settings.ConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static string CountriesFile => Path.Combine(AppContext.BaseDirectory, "seed-data", "baseline", "countries.csv");

    private static async Task<double> TimeAsync(string name, IServiceProvider services, DemoProgramme demo, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var firms = await ImportAsync<ImportFirms>(services, demo.FirmsText(), cancel);
        var people = await ImportAsync<ImportPeople>(services, demo.PeopleText(), cancel);
        var seconds = clock.Elapsed.TotalSeconds;
        var (rows, added) = (firms.Rows + people.Rows, firms.Added + people.Added);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-24} {rows,7} {added,7} {seconds,8:0.00} {rows / seconds,8:#,0}"));
        return seconds;
    }

    private static async Task<ImportReport> ImportAsync<TImport>(IServiceProvider services, string text, CancellationToken cancel)
        where TImport : IImport
    {
        await using var scope = services.CreateAsyncScope();
        var import = scope.ServiceProvider.GetRequiredService<TImport>();
        var english = scope.ServiceProvider.GetRequiredService<Languages>().For("en");
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var file = (await ImportFile.OpenAsync(bytes, cancel)).Value;
        var report = await import.RunAsync(file.Text, new ImportOptions(english) { SendsInvitations = true }, cancel);
        return report.Refusal is null && report.Bad.Count == 0
            ? report
            : throw new InvalidOperationException($"{report.Refusal} {report.Bad[0]}");
    }

    private static async Task SayAsync(IServiceProvider services, double seconds, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeapDb>();
        var mails = await db.Messages.CountAsync(m => m.Kind == "invitation", cancel);
        var languages = await db.Messages.Where(m => m.Kind == "invitation").Select(m => m.Language).Distinct().CountAsync(cancel);
        var verdict = seconds < SecondsMax ? "met" : "MISSED";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{mails} invitations in {languages} languages; both runs within {SecondsMax} s: {verdict}"));
    }
}
