using Leap.Data;
using Leap.Seeding;

namespace Leap.Commands;

/// <summary>Fills an empty database with the demo programme.</summary>
public sealed class SeedCommand(Upgrade upgrade, DemoSeason season) : ICommand
{
    public string Name => "seed";

    public string Usage => "";

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        arguments.NothingElse();
        await upgrade.RunAsync(cancel);
        switch (await PlayAsync(output, cancel))
        {
            case DemoResult.NotEmpty:
                await output.RefuseAsync("The database holds another programme. The demo goes into an empty one only.");
                return ExitCode.Refused;
            case DemoResult.PlayedBefore:
                await output.SayAsync("The demo is there already; nothing was added.");
                return ExitCode.Done;
            default:
                return ExitCode.Done;
        }
    }

    /// <summary>Says how far it is, and what it did when it did something.</summary>
    public async Task<DemoResult> PlayAsync(Output output, CancellationToken cancel)
    {
        using var progress = output.Begin("demo", "days of the season", 0);
        var result = await season.RunAsync(DemoSize.Full, new Days(progress), cancel);
        var seconds = progress.Elapsed.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
        progress.Dispose();
        if (result == DemoResult.Played)
        {
            await output.SayAsync($"The demo programme was played in {seconds} s.");
        }

        return result;
    }

    /// <summary>Reported on the spot: <see cref="Progress{T}"/> would post it to the thread pool.</summary>
    private sealed class Days(Progress progress) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.Step == DemoStep.Play)
            {
                progress.Report(value.Done);
            }
        }
    }
}
