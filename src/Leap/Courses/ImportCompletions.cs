using System.Globalization;
using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>Modules that people passed elsewhere; they are recorded, and earn, as if passed here.</summary>
public sealed class ImportCompletions(LeapDb db, RecordCompletions recordCompletions) : IImport
{
    public string Subject => "completions";

    public IReadOnlyList<string> Columns { get; } = ["email", "module", "completed_on", "score"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var modules = await db.Modules.AsNoTracking().ToDictionaryAsync(m => m.Code, m => m.Id, StringComparer.OrdinalIgnoreCase, cancel);
        await foreach (var batch in run.BatchesAsync(row => Read(row, modules), cancel))
        {
            await RecordAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static Passed Read(ImportRow row, Dictionary<string, long> modules)
    {
        var passed = new Passed(
            row.Email("email"),
            row.Find("module", modules, "import.reason.no_module"),
            row.Date("completed_on"),
            (int)row.Whole("score", 0, 100));
        row.Once("completed_on", string.Create(CultureInfo.InvariantCulture, $"{passed.Email} {passed.ModuleId} {passed.On:yyyy-MM-dd}"));
        return passed;
    }

    private async Task RecordAsync(ImportRun run, IReadOnlyList<Taken<Passed>> batch, CancellationToken cancel)
    {
        var people = await PeopleByAddress.LoadAsync(db, batch.Select(t => t.Value.Email), cancel);
        foreach (var (row, _) in batch.Where(t => !people.ContainsKey(t.Value.Email)))
        {
            row.Complain("email", "import.reason.no_person");
        }

        var known = batch.Where(t => t.Row.IsGood).ToList();
        var outcomes = await recordCompletions.RunAsync(
            [.. known.Select(t => new NewCompletion(people[t.Value.Email], t.Value.ModuleId, t.Value.On, t.Value.Score))], cancel);
        foreach (var ((row, _), outcome) in known.Zip(outcomes))
        {
            switch (outcome.Refusal)
            {
                case null:
                    run.CountAdded();
                    break;
                case RecordCompletions.Refusal.AlreadyRecorded:
                    run.CountUnchanged();
                    break;
                default:
                    row.Complain("", Refusals.Key(outcome.Refusal.Value));
                    break;
            }
        }
    }

    private sealed record Passed(string Email, long ModuleId, DateOnly On, int Score);
}
