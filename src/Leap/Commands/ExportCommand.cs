using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Commands;

/// <summary>Writes the whole ledger into a CSV file, which `import ledger` reads into an empty database.</summary>
public sealed class ExportCommand(Upgrade upgrade, LeapDb db, ExportLedger exportLedger) : ICommand
{
    public string Name => "export";

    public string Usage => "ledger FILE";

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var subject = arguments.Value("ledger");
        var path = arguments.Value("FILE");
        arguments.NothingElse();
        if (subject != ImportCommand.Ledger)
        {
            throw new UsageException($"“{subject}” can't be exported. Use: ledger.");
        }

        await upgrade.RunAsync(cancel);
        using var progress = output.Begin("export", "entries", await db.Entries.LongCountAsync(cancel));
        var temporary = path + ".part";
        long written;
        await using (var file = new StreamWriter(temporary))
        {
            written = await exportLedger.RunAsync(file, progress.Report, cancel);
        }

        File.Move(temporary, path, overwrite: true);
        progress.Dispose();
        await output.SayAsync($"{Output.Number(written)} entries written to {path}.");
        return ExitCode.Done;
    }
}
