using System.Globalization;
using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Sales;
using Leap.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Leap.Commands;

/// <summary>Fills an empty database with the demo programme.</summary>
public sealed class SeedCommand(Upgrade upgrade, LeapDb db, DemoSeason demoSeason) : ICommand
{
    public string Name => "seed";

    public string Usage => "[--small]";

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var size = arguments.Flag("--small") ? DemoSize.Small : DemoSize.Full;
        arguments.NothingElse();
        await upgrade.RunAsync(cancel);
        switch (await PlayAsync(size, output, cancel))
        {
            case DemoResult.NotEmpty:
                await output.RefuseAsync(
                    "The database holds data that is not the demo's, and the demo is for an empty one. "
                    + "Name another with Leap__Database or Leap__DataFolder.");
                return ExitCode.Refused;
            case DemoResult.PlayedBefore:
                await output.SayAsync("The demo programme is there already; nothing was done.");
                return ExitCode.Done;
            default:
                return ExitCode.Done;
        }
    }

    /// <summary>Says how far it is, and what there is at the end when it did something.</summary>
    public async Task<DemoResult> PlayAsync(DemoSize size, Output output, CancellationToken cancel)
    {
        var start = output.Clock.GetTimestamp();
        using var steps = new Steps(output);
        var result = await demoSeason.RunAsync(size, steps, cancel);
        steps.Dispose();
        if (result == DemoResult.Played)
        {
            await SayAsync(output.Clock.GetElapsedTime(start), output, cancel);
        }

        return result;
    }

    private async Task SayAsync(TimeSpan elapsed, Output output, CancellationToken cancel)
    {
        var people = Output.Number(await db.People.LongCountAsync(p => p.Staff == null, cancel));
        var firms = Output.Number(await db.Firms.LongCountAsync(cancel));
        var countries = Output.Number(await db.Countries.LongCountAsync(cancel));
        var completions = Output.Number(await db.Completions.LongCountAsync(cancel));
        var lines = Output.Number(await db.SaleLines.LongCountAsync(cancel));
        var seconds = elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        await output.SayAsync(
            $"The demo programme is there: {people} participants of {firms} firms in {countries} countries, {completions} completions, "
            + $"{lines} sale lines, in {seconds} s.");
    }

    /// <summary>Draws each step as a progress of its own, on the spot: the framework's own class posts to the thread pool.</summary>
    private sealed class Steps(Output output) : IProgress<DemoProgress>, IDisposable
    {
        private DemoStep? step;
        private Progress? progress;

        public void Report(DemoProgress value)
        {
            if (step != value.Step)
            {
                Dispose();
                step = value.Step;
                progress = value.Step switch
                {
                    DemoStep.Invent => output.Begin("inventing the demo", "programme", value.Total),
                    DemoStep.Import => output.Begin("importing", "files", value.Total),
                    _ => output.Begin("playing the season", "days", value.Total),
                };
            }

            progress!.Report(value.Done);
        }

        public void Dispose() => progress?.Dispose();
    }
}
