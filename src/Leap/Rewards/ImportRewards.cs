using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Rewards;

/// <summary>Rewards, keyed by code. Texts in languages that the file leaves out stay as they are.</summary>
public sealed class ImportRewards(LeapDb db, Languages languages) : IImport
{
    public string Subject => "rewards";

    public IReadOnlyList<string> Columns { get; } =
        ["code", "points", "category", "value_minor", "currency", "icon", .. TextColumns.Required(languages, "name", "text")];

    public IReadOnlyList<string> OptionalColumns { get; } = TextColumns.Optional(languages, "name", "text");

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        await foreach (var batch in run.BatchesAsync(Read, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private Reward Read(ImportRow row)
    {
        var reward = new Reward
        {
            Code = row.Code("code"),
            Points = row.Whole("points", 1, 1_000_000_000),
            Category = row.Word("category"),
            ValueMinor = row.Whole("value_minor", 0, 1_000_000_000_000),
            Currency = row.Currency("currency"),
            Icon = row.Word("icon", 20),
            Name = row.Localized("name", languages, 200),
            Text = row.Localized("text", languages),
        };
        row.Once("code", reward.Code);
        return reward;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Reward>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Rewards.Where(e => keys.Contains(e.Code)).ToDictionaryAsync(e => e.Code, StringComparer.Ordinal, cancel);
        foreach (var (_, reward) in batch)
        {
            var current = known.GetValueOrDefault(reward.Code);
            if (current is not null)
            {
                reward.Name = reward.Name.Over(current.Name);
                reward.Text = reward.Text.Over(current.Text);
            }

            run.Put(current, reward);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
