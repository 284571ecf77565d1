using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Imports;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Rewards;
using Leap.Sales;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Seeding;

/// <summary>
/// Fills an empty, migrated database with the demo programme, through the imports and operations that customers use and with a clock that
/// stands at each day of the season in turn. Cut off at any point and run again it goes on and comes to the same.
/// </summary>
public sealed class DemoSeason(Languages languages, LeapSettings settings, Calendar calendar, PlayedProgramme played)
{
    /// <summary>Days in one transaction: what a kill costs at most, and what keeps the cost of commits small.</summary>
    private const int DaysTogether = 10;

    private static readonly (Type Import, string File)[] Reference =
    [
        (typeof(ImportCountries), SeedFile.Baseline("countries.csv")),
        (typeof(ImportRates), SeedFile.Demo("rates.csv")),
        (typeof(ImportDistributors), SeedFile.Demo("distributors.csv")),
        (typeof(ImportProducts), SeedFile.Demo("products.csv")),
        (typeof(ImportPromotions), SeedFile.Demo("promotions.csv")),
        (typeof(ImportBadges), SeedFile.Demo("badges.csv")),
        (typeof(ImportRewards), SeedFile.Demo("rewards.csv")),
    ];

    public async Task<DemoResult> RunAsync(DemoSize size, IProgress<DemoProgress>? progress, CancellationToken cancel)
    {
        var playedClock = new PlayedClock(settings);
        playedClock.StandAt(SeasonShape.FirstOn);
        await using var provider = played(playedClock);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeapDb>();
        var mark = new DemoMark(db, size);
        var before = await mark.ReadAsync(cancel);
        if (before is { IsFinished: true })
        {
            return DemoResult.PlayedBefore;
        }

        if (before is null && await mark.HasPeopleAsync(cancel))
        {
            return DemoResult.NotEmpty;
        }

        await mark.BeginAsync(calendar.Now, cancel);
        await mark.RewindIdsAsync(cancel);
        progress?.Report(new DemoProgress(DemoStep.Invent, 0, 1));
        var demo = DemoProgramme.Invent(size);
        await WriteFilesAsync(demo, cancel);
        if (before is null or { Days: 0 })
        {
            await ImportAsync(scope.ServiceProvider, demo, progress, cancel);
        }

        await PlayAsync((scope.ServiceProvider, playedClock, mark), demo, progress, cancel);
        await ImportAsync(scope.ServiceProvider, typeof(ImportSellOut), new StringReader(demo.SellOutText()), cancel);
        await DemoDoor.FillAsync(scope.ServiceProvider, demo, calendar.Now, cancel);
        await scope.ServiceProvider.GetRequiredService<SealEntries>().RunAsync(cancel);
        await mark.EndAsync(calendar.Now, cancel);
        return DemoResult.Played;
    }

    /// <summary>For people to look at, or to import elsewhere.</summary>
    private async Task WriteFilesAsync(DemoProgramme demo, CancellationToken cancel)
    {
        var folder = Path.Combine(settings.DataFolder, "demo");
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in demo.Files())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancel);
        }
    }

    private async Task ImportAsync(
        IServiceProvider services, DemoProgramme demo, IProgress<DemoProgress>? progress, CancellationToken cancel)
    {
        var courses = languages.All.Select(l => (Import: typeof(ImportCourses), File: SeedFile.Demo($"courses.{l.Code}.csv")));
        var files = Reference.Concat(courses).ToList();
        foreach (var (i, (import, file)) in files.Index())
        {
            progress?.Report(new DemoProgress(DemoStep.Import, i, files.Count + 2));
            using var text = new StreamReader(file);
            await ImportAsync(services, import, text, cancel);
        }

        progress?.Report(new DemoProgress(DemoStep.Import, files.Count, files.Count + 2));
        await ImportAsync(services, typeof(ImportFirms), new StringReader(demo.FirmsText()), cancel);
        progress?.Report(new DemoProgress(DemoStep.Import, files.Count + 1, files.Count + 2));
        await ImportAsync(services, typeof(ImportPeople), new StringReader(demo.PeopleText()), cancel);
        await DemoTerms.PublishAsync(services, cancel);
    }

    private Task ImportAsync(IServiceProvider services, Type import, TextReader text, CancellationToken cancel) =>
        DemoImport.RunAsync((IImport)services.GetRequiredService(import), text, languages, cancel);

    private async Task PlayAsync(
        (IServiceProvider Services, PlayedClock Clock, DemoMark Mark) stage,
        DemoProgramme demo,
        IProgress<DemoProgress>? progress,
        CancellationToken cancel)
    {
        var db = stage.Services.GetRequiredService<LeapDb>();
        var days = new DemoDays(stage.Services, demo, languages);
        var done = (await stage.Mark.ReadAsync(cancel))!.Value.Days;
        while (done < SeasonShape.Days.Count)
        {
            await using var write = await db.BeginWriteAsync(cancel);
            foreach (var day in SeasonShape.Days.Skip(done).Take(DaysTogether))
            {
                progress?.Report(new DemoProgress(DemoStep.Play, done, SeasonShape.Days.Count));
                stage.Clock.StandAt(day);
                await days.PlayAsync(day, cancel);
                done++;
            }

            await stage.Mark.NoteAsync(done, cancel);
            await write.CommitAsync(cancel);
        }
    }
}
