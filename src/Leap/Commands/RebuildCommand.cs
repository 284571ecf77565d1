using Leap.Data;
using Leap.Ledger;

namespace Leap.Commands;

/// <summary>Computes the stored balances anew from the postings and says what differed.</summary>
public sealed class RebuildCommand(Upgrade upgrade, RebuildBalances rebuildBalances) : ICommand
{
    private const int Shown = 20;

    public string Name => "rebuild";

    public string Usage => "balances";

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var subject = arguments.Value("balances");
        arguments.NothingElse();
        if (subject != "balances")
        {
            throw new UsageException($"“{subject}” can't be rebuilt. Use: balances.");
        }

        await upgrade.RunAsync(cancel);
        var differences = await rebuildBalances.RunAsync(cancel);
        foreach (var difference in differences.Take(Shown))
        {
            var stored = difference.Stored is { } points ? Output.Number(points) : "nothing";
            await output.SayAsync($"{difference.Place}: stored {stored}, now {Output.Number(difference.Rebuilt)} points.");
        }

        var more = differences.Count > Shown ? $" The first {Shown} are above." : "";
        await output.SayAsync(
            differences.Count == 0
                ? "Every stored balance was right; nothing was changed."
                : $"{Output.Number(differences.Count)} stored figures differed and were written anew.{more}");
        return ExitCode.Done;
    }
}
