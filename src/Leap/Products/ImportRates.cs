using Leap.Data;
using Leap.Imports;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using System.Globalization;

namespace Leap.Products;

/// <summary>Exchange rates by day: what one unit of a currency is worth in the reporting currency.</summary>
public sealed class ImportRates(LeapDb db, LeapSettings settings) : IImport
{
    public string Subject => "rates";

    public IReadOnlyList<string> Columns { get; } = ["rate_on", "currency", "rate", "source"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        await foreach (var batch in run.BatchesAsync(Read, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private Rate Read(ImportRow row)
    {
        var rate = new Rate
        {
            Currency = row.Currency("currency"),
            RateOn = row.Date("rate_on"),
            Value = Math.Round(row.Number("rate", 0, 10_000_000), Rate.Decimals, MidpointRounding.ToEven),
            Source = row.Text("source", 60),
        };
        if (row.IsGood && rate.Value == 0)
        {
            row.Complain("rate", "import.reason.zero");
        }

        if (rate.Currency == settings.Programme.Currency)
        {
            row.Complain("currency", "import.reason.reporting_currency");
        }

        row.Once("rate_on", string.Create(CultureInfo.InvariantCulture, $"{rate.Currency} {rate.RateOn:yyyy-MM-dd}"));
        return rate;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Rate>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var first = batch.Min(t => t.Value.RateOn);
        var last = batch.Max(t => t.Value.RateOn);
        var known = await db.Rates.Where(r => r.RateOn >= first && r.RateOn <= last).ToDictionaryAsync(r => (r.Currency, r.RateOn), cancel);
        var added = batch.Select(t => t.Value).Where(r => !known.ContainsKey((r.Currency, r.RateOn))).ToList();
        await db.InsertAsync(added, cancel);
        run.CountAdded(added.Count);
        foreach (var rate in batch.Select(t => t.Value).Where(r => known.ContainsKey((r.Currency, r.RateOn))))
        {
            run.Put(known[(rate.Currency, rate.RateOn)], rate);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
