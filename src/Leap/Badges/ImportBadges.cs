using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using BadgeRule = Leap.Badges.Criteria.Criterion;

namespace Leap.Badges;

/// <summary>Badges, keyed by code. Texts in languages that the file leaves out stay as they are.</summary>
public sealed class ImportBadges(LeapDb db, Languages languages) : IImport
{
    public string Subject => "badges";

    public IReadOnlyList<string> Columns { get; } =
        ["code", "criterion", "parameters", "icon", "colour", .. TextColumns.Required(languages, "name", "text")];

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

    private Badge Read(ImportRow row)
    {
        var badge = new Badge
        {
            Code = row.Code("code"),
            Criterion = row.OneOf("criterion", [.. BadgeRule.All.Keys], "import.reason.no_criterion"),
            Parameters = row.Text("parameters", 200),
            Icon = row.Word("icon", 20),
            Colour = row.Word("colour", 20),
            Name = row.Localized("name", languages, 200),
            Text = row.Localized("text", languages),
        };
        row.Once("code", badge.Code);
        if (row.IsGood && (BadgeTerms.Parse(badge.Parameters) is not { } terms || !BadgeRule.All[badge.Criterion].IsValid(terms)))
        {
            row.Complain("parameters", "import.reason.parameters");
        }

        return badge;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Badge>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Badges.Where(e => keys.Contains(e.Code)).ToDictionaryAsync(e => e.Code, StringComparer.Ordinal, cancel);
        foreach (var (_, badge) in batch)
        {
            var current = known.GetValueOrDefault(badge.Code);
            if (current is not null)
            {
                badge.Name = badge.Name.Over(current.Name);
                badge.Text = badge.Text.Over(current.Text);
            }

            run.Put(current, badge);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
