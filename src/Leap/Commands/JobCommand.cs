using System.Globalization;
using Leap.Data;
using Leap.Jobs;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Commands;

/// <summary>Runs a job of the schedule now, then sends the mails that are due, since no server may be running to do so.</summary>
public sealed class JobCommand(Upgrade upgrade, JobRunner runner, JobList jobs, RelayOutbox relay, LeapSettings settings) : ICommand
{
    public string Name => "job";

    public string Usage => "NAME [--as-of yyyy-MM-dd]";

    public (string Title, IReadOnlyList<string> Names) Choices => ("Jobs", [.. jobs.All.Select(j => j.Name)]);

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var name = arguments.Value("NAME");
        var asOf = arguments.Day("--as-of");
        arguments.NothingElse();
        if (jobs.Find(name) is null)
        {
            throw new UsageException($"There is no job “{name}”. Use one of: {string.Join(", ", Choices.Names)}.");
        }

        await upgrade.RunAsync(cancel);
        var report = (await runner.RunAsync(name, asOf, cancel)).Value;
        var day = report.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await output.SayAsync($"{report.Job} as of {day}: {Output.Number(report.Done)} done.");
        return await RelayAsync(output, cancel);
    }

    private async Task<ExitCode> RelayAsync(Output output, CancellationToken cancel)
    {
        var all = new RelayCounts(0, 0, 0);
        RelayCounts turn;
        do
        {
            turn = await relay.RunAsync(cancel);
            all = new RelayCounts(all.Sent + turn.Sent, all.Later + turn.Later, all.Failed + turn.Failed);
        }
        while (turn != new RelayCounts(0, 0, 0));

        var folder = Path.Combine(settings.DataFolder, "mail");
        var where = settings.Mail.Host.Length > 0 ? $"sent by {settings.Mail.Host}" : $"written to {folder}";
        await output.SayAsync($"{Output.Number(all.Sent)} mails {where}.");
        if (all.Later + all.Failed == 0)
        {
            return ExitCode.Done;
        }

        await output.RefuseAsync(
            $"{Output.Number(all.Later)} mails were put off and {Output.Number(all.Failed)} failed; the operations page says why.");
        return all.Failed == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
