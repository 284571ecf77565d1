using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Statements;
using Microsoft.EntityFrameworkCore;

namespace Leap.Commands;

/// <summary>Recomputes the whole ledger and says whether the books balance.</summary>
public sealed class VerifyCommand(Upgrade upgrade, LeapDb db, VerifyBooks verifyBooks) : ICommand
{
    public string Name => "verify";

    public string Usage => "[--as-of yyyy-MM-dd]";

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var asOf = arguments.Day("--as-of");
        arguments.NothingElse();
        await upgrade.RunAsync(cancel);
        var entries = await db.Entries.LongCountAsync(cancel);
        using var progress = output.Begin("verify", "entries", entries);
        var report = await verifyBooks.RunAsync(asOf, progress.Report, cancel);
        var seconds = progress.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        progress.Dispose();
        if (report.Difference is { } difference)
        {
            await output.RefuseAsync($"The books do not balance: {difference}.");
            return ExitCode.Refused;
        }

        await output.SayAsync(
            $"The books balance: {Output.Number(report.Entries)} entries, {Output.Number(report.Postings)} postings and "
            + $"{Output.Number(report.Lots)} lots checked in {seconds} s. Chain head {report.Head}.");
        return ExitCode.Done;
    }
}
