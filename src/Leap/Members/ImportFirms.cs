using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Reseller firms, keyed by the vendor's code. A firm without a language speaks its country's; one that was merged stays as it is.
/// </summary>
public sealed class ImportFirms(LeapDb db, Languages languages, Calendar calendar) : IImport
{
    public string Subject => "firms";

    public IReadOnlyList<string> Columns { get; } = ["code", "name", "country", "city", "language", "tax_id", "tier"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var countries = await db.Countries.AsNoTracking().ToDictionaryAsync(c => c.Code, StringComparer.OrdinalIgnoreCase, cancel);
        var spoken = languages.All.Select(l => l.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in run.BatchesAsync(row => Read(row, countries, spoken), cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static Firm Read(ImportRow row, Dictionary<string, Country> countries, HashSet<string> spoken)
    {
        var country = row.Find("country", countries, "import.reason.not_our_country");
        var firm = new Firm
        {
            Code = row.Code("code"),
            Name = row.Name("name", 200),
            Country = country?.Code ?? "",
            City = row.OptionalText("city", 120),
            Language = row.IsEmpty("language") ? country?.Language ?? "" : row.OneOf("language", spoken, "import.reason.no_language"),
            TaxId = row.IsEmpty("tax_id") ? null : row.Text("tax_id", 40),
            Tier = row.OptionalChoice<Tier>("tier") ?? Tier.Authorized,
        };
        row.Once("code", firm.Code);
        return firm;
    }

    private TierChange Given(Firm firm) => new()
    {
        FirmId = firm.Id,
        FromOn = calendar.Today,
        Before = firm.Tier,
        Tier = firm.Tier,
        Reason = TierReason.Given,
    };

    /// <summary>What no file says about a firm.</summary>
    private static void KeepOwn(Firm? current, Firm fresh) =>
        (fresh.EveryoneMayDoAll, fresh.SuspendedAt, fresh.SuspendedFor) =
        (current?.EveryoneMayDoAll ?? false, current?.SuspendedAt, current?.SuspendedFor);

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Firm>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Firms.Where(e => keys.Contains(e.Code)).ToDictionaryAsync(e => e.Code, StringComparer.Ordinal, cancel);
        foreach (var (_, firm) in batch)
        {
            var current = known.GetValueOrDefault(firm.Code);
            if (current?.MergedIntoId is not null)
            {
                run.CountUnchanged();
                continue;
            }

            KeepOwn(current, firm);
            firm.Tier = current?.Tier ?? firm.Tier;
            run.Put(current, firm);
        }

        await db.SaveChangesAsync(cancel);
        db.TierChanges.AddRange(batch.Where(t => !known.ContainsKey(t.Value.Code)).Select(t => Given(t.Value)));
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
