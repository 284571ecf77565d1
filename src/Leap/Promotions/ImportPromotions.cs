using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions.Rules;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Promotions;

/// <summary>
/// Launches promotions whose codes are new. One that is there already is never changed by a file: a row with other terms is refused.
/// Whatever stands in the stacking group `base` is a base award.
/// </summary>
public sealed class ImportPromotions(LeapDb db, LaunchPromotion launchPromotion, Languages languages, LeapSettings settings) : IImport
{
    private const string BaseGroup = "base";

    public string Subject => "promotions";

    public IReadOnlyList<string> Columns { get; } =
    [
        "code", "rule", "starts_on", "ends_on", "families", "skus", "countries", "tiers", "points", "per_usd", "multiplier_percent",
        "cap_per_sale", "cap_per_person", "budget", "priority", "stacking_group", "waiting_days",
        .. TextColumns.Required(languages, "name", "text"),
    ];

    public IReadOnlyList<string> OptionalColumns { get; } = TextColumns.Optional(languages, "name", "text");

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var known = await db.Countries.AsNoTracking().Select(c => c.Code).ToListAsync(cancel);
        var countries = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in run.BatchesAsync(row => Read(row, countries), cancel))
        {
            await LaunchAsync(run, batch, options.StaffId, cancel);
        }

        return run.Report;
    }

    private Launch Read(ImportRow row, HashSet<string> countries)
    {
        var launch = new Launch(row.Code("code"), row.OptionalWhole("budget", 1, 1_000_000_000_000), id => ReadTerms(row, id, countries));
        launch.Terms(0);
        row.Once("code", launch.Code);
        return launch;
    }

    private PromotionVersion ReadTerms(ImportRow row, long promotionId, HashSet<string> countries) => new()
    {
        PromotionId = promotionId,
        Version = 1,
        Name = row.Localized("name", languages, 200),
        Text = row.Localized("text", languages),
        Rule = row.OneOf("rule", [.. Rule.All.Keys], "import.reason.no_rule"),
        StartsOn = row.Date("starts_on"),
        EndsOn = row.Date("ends_on"),
        Families = string.Join('|', row.List("families")),
        Skus = string.Join('|', row.List("skus").Select(s => s.ToUpperInvariant())),
        Countries = Listed(row, "countries", countries.Contains, "import.reason.not_our_country").ToUpperInvariant(),
        Tiers = Listed(row, "tiers", name => Choices.TryParse<Tier>(name, out _), "import.reason.no_tier"),
        Points = row.OptionalWhole("points", 1, 1_000_000_000) ?? 0,
        PerMinor = row.IsEmpty("per_usd") ? 0 : row.Money("per_usd", settings.Programme.Currency),
        MultiplierPercent = (int)(row.OptionalWhole("multiplier_percent", 1, 10_000) ?? 0),
        CapPerSale = row.OptionalWhole("cap_per_sale", 1, long.MaxValue),
        CapPerPerson = row.OptionalWhole("cap_per_person", 1, long.MaxValue),
        Priority = (int)row.Whole("priority", 0, 10_000),
        StackingGroup = row.IsEmpty("stacking_group") ? "" : row.Word("stacking_group"),
        WaitingDays = (int)(row.OptionalWhole("waiting_days", 0, 365) ?? 0),
    };

    private static string Listed(ImportRow row, string column, Predicate<string> isKnown, string reasonKey)
    {
        var list = row.List(column);
        if (!list.All(e => isKnown(e)))
        {
            row.Complain(column, reasonKey);
        }

        return string.Join('|', list);
    }

    private async Task LaunchAsync(
        ImportRun run, IReadOnlyList<Taken<Launch>> batch, long? launcherId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var codes = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Promotions.AsNoTracking().Include(p => p.Versions).Where(p => codes.Contains(p.Code))
            .ToDictionaryAsync(p => p.Code, StringComparer.Ordinal, cancel);
        foreach (var (row, launch) in batch)
        {
            if (known.TryGetValue(launch.Code, out var promotion))
            {
                CompareWith(promotion, run, row, launch);
                continue;
            }

            var isBase = launch.Terms(0).StackingGroup == BaseGroup;
            var wanted = new NewPromotion(launch.Code, launch.BudgetPoints, isBase, launch.Terms) { LauncherId = launcherId };
            var outcome = await launchPromotion.RunAsync(wanted, cancel);
            if (outcome.Refusal is { } refusal)
            {
                row.Complain("", Refusals.Key(refusal));
            }
            else
            {
                run.CountAdded();
            }
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static void CompareWith(Promotion promotion, ImportRun run, ImportRow row, Launch launch)
    {
        if (promotion.BudgetPoints == launch.BudgetPoints && run.IsSame(promotion.Current, launch.Terms(0)))
        {
            run.CountUnchanged();
        }
        else
        {
            row.Complain("code", "import.reason.promotion_known");
        }
    }

    /// <param name="Terms">Reads them for a promotion's id; a good row reads the same again.</param>
    private sealed record Launch(string Code, long? BudgetPoints, Func<long, PromotionVersion> Terms);
}
