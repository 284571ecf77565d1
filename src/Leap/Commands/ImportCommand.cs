using Leap.Data;
using Leap.Imports;
using Leap.Ledger;
using Leap.Locales;
using Leap.Programmes;
using Leap.Settings;

namespace Leap.Commands;

/// <summary>Imports a CSV file and writes what it refused into a report beside the data.</summary>
public sealed class ImportCommand(
    Upgrade upgrade, RunImport runImport, LoadLedger loadLedger, Languages languages, LeapSettings settings, Calendar calendar)
    : ICommand
{
    /// <summary>Not a list of rows that come and go but one history; see <see cref="LoadLedger"/>.</summary>
    internal const string Ledger = "ledger";

    private const int ReasonsShown = 10;

    public string Name => "import";

    public string Usage => "SUBJECT FILE [--dry-run] [--invite]";

    public (string Title, IReadOnlyList<string> Names) Choices => ("Subjects", [.. runImport.Subjects, Ledger]);

    public async Task<ExitCode> RunAsync(Arguments arguments, Output output, CancellationToken cancel)
    {
        var subject = arguments.Value("SUBJECT");
        var path = arguments.Value("FILE");
        var isDryRun = arguments.Flag("--dry-run");
        var invites = arguments.Flag("--invite");
        arguments.NothingElse();
        if (subject == Ledger)
        {
            return isDryRun
                ? throw new UsageException("The ledger goes in whole or not at all, so there is no dry run of it.")
                : await LoadAsync(path, output, cancel);
        }

        var import = runImport.Find(subject)
            ?? throw new UsageException($"“{subject}” can't be imported. Use one of: {string.Join(", ", Choices.Names)}.");
        var english = languages.For("en");
        try
        {
            await using var stream = File.OpenRead(Locate(path));
            var opened = await ImportFile.OpenAsync(stream, cancel);
            if (opened.Refusal is { } refusal)
            {
                await output.RefuseAsync($"{path}: {english.Refusal(refusal)}");
                return ExitCode.Refused;
            }

            using var file = opened.Value;
            await upgrade.RunAsync(cancel);
            var options = new ImportOptions(english) { IsDryRun = isDryRun, SendsInvitations = invites };
            var report = await ImportAsync(import, file, options, output, cancel);
            return await SayAsync(report, import, path, isDryRun, output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var isMissing = e is FileNotFoundException or DirectoryNotFoundException;
            await output.RefuseAsync(isMissing ? $"There is no file {path}." : $"{path}: {e.Message}");
            return ExitCode.Refused;
        }
    }

    private async Task<ExitCode> LoadAsync(string path, Output output, CancellationToken cancel)
    {
        if (!File.Exists(Locate(path)))
        {
            await output.RefuseAsync($"There is no file {path}.");
            return ExitCode.Refused;
        }

        await upgrade.RunAsync(cancel);
        using var file = new StreamReader(Locate(path));
        using var progress = output.Begin(Ledger, "entries", total: 0);
        var outcome = await loadLedger.RunAsync(file, progress.Report, cancel);
        progress.Dispose();
        if (outcome.Refusal is { } refusal)
        {
            await output.RefuseAsync($"{path}: {languages.For("en").Refusal(refusal)}");
            return ExitCode.Refused;
        }

        await output.SayAsync($"ledger: {Output.Number(outcome.Value)} entries loaded, and balances computed from them.");
        return ExitCode.Done;
    }

    /// <summary>`dotnet run --project` starts the program in the project's folder; the shell knows where the person is.</summary>
    private static string Locate(string path) =>
        !File.Exists(path) && Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } shell ? Path.Combine(shell, path) : path;

    private async Task<ImportReport> ImportAsync(
        IImport import, ImportFile file, ImportOptions options, Output output, CancellationToken cancel)
    {
        using var progress = output.Begin(import.Subject, "lines", file.Lines);
        return await runImport.RunAsync(import, file.Text, options with { Progress = progress }, cancel);
    }

    private async Task<ExitCode> SayAsync(ImportReport report, IImport import, string path, bool isDryRun, Output output)
    {
        if (report.Refusal is { } refusal)
        {
            await output.RefuseAsync($"{path}: {refusal}");
            return ExitCode.Refused;
        }

        var separator = CsvSeparators.Name(report.Separator, languages.For("en"));
        await output.SayAsync(
            $"{import.Subject}: {Output.Number(report.Rows)} rows, separated by {separator}: {Output.Number(report.Added)} added, "
            + $"{Output.Number(report.Changed)} changed, {Output.Number(report.Unchanged)} unchanged, "
            + $"{Output.Number(report.Refused)} refused.");
        if (report.UnusedColumns.Count > 0)
        {
            await output.SayAsync($"These columns have no use here and were not read: {string.Join(", ", report.UnusedColumns)}.");
        }

        if (isDryRun)
        {
            await output.SayAsync("This was a dry run: nothing was kept.");
        }

        if (report.Bad.Count == 0)
        {
            return ExitCode.Done;
        }

        await SayBadAsync(report.Bad, path, output);
        return ExitCode.Refused;
    }

    private async Task SayBadAsync(IReadOnlyList<BadRow> bad, string path, Output output)
    {
        foreach (var row in bad.Take(ReasonsShown))
        {
            var place = row.Column.Length == 0 ? $"line {row.Line}" : $"line {row.Line}, {row.Column}";
            await output.RefuseAsync(row.Value.Length == 0 ? $"{place}: {row.Reason}" : $"{place}, “{row.Value}”: {row.Reason}");
        }

        var report = await ReportFile.WriteAsync(settings.DataFolder, path, calendar.Now, bad, CancellationToken.None);
        var more = bad.Count > ReasonsShown ? $"and {Output.Number(bad.Count - ReasonsShown)} more. " : "";
        await output.RefuseAsync($"{more}All reasons are in {report}; mend those rows and import the file again.");
    }
}
