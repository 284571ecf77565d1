using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>The countries that the programme runs in, keyed by their code.</summary>
public sealed class ImportCountries(LeapDb db, Languages languages) : IImport
{
    public string Subject => "countries";

    public IReadOnlyList<string> Columns { get; } = ["code", "region", "currency", "language"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var spoken = languages.All.Select(l => l.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await foreach (var batch in run.BatchesAsync(row => Read(row, spoken), cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static Country Read(ImportRow row, HashSet<string> spoken)
    {
        var country = new Country
        {
            Code = row.Country("code"),
            Region = row.Word("region"),
            Currency = row.Currency("currency"),
            Language = row.OneOf("language", spoken, "import.reason.no_language"),
        };
        row.Once("code", country.Code);
        return country;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Country>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Countries.Where(e => keys.Contains(e.Code)).ToDictionaryAsync(e => e.Code, StringComparer.Ordinal, cancel);
        foreach (var (_, country) in batch)
        {
            run.Put(known.GetValueOrDefault(country.Code), country);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
