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
        await output.SayAsync(ToSentence(report.Totals, asOf));
        if (report.Unsealed > 0)
        {
            await output.SayAsync($"{Output.Number(report.Unsealed)} entries wait for the chain; seal-entries links them every minute.");
        }

        return ExitCode.Done;
    }

    /// <summary>What people hold and owe, and what became of all that was issued; both sides come to the same.</summary>
    private static string ToSentence(IReadOnlyDictionary<AccountKind, long> totals, DateOnly? asOf)
    {
        var when = asOf is { } day ? day.ToString("'At the end of 'yyyy-MM-dd", CultureInfo.InvariantCulture) : "Now";
        return $"{when}: {Sum(AccountKind.Available)} points available, {Sum(AccountKind.Pending)} pending, {Sum(AccountKind.Held)} held, "
            + $"{Sum(AccountKind.Debt, -1)} owed, {Sum(AccountKind.Budget)} in budgets; of {Sum(AccountKind.Issued, -1)} issued, "
            + $"{Sum(AccountKind.Redeemed)} were redeemed and {Sum(AccountKind.Expired)} expired; "
            + $"{Sum(AccountKind.WrittenOff, -1)} of debt were written off.";

        string Sum(AccountKind kind, int sign = 1) => Output.Number(sign * totals.GetValueOrDefault(kind));
    }
}
