using Leap.Data;
using Leap.Imports;
using Microsoft.EntityFrameworkCore;

namespace Leap.Products;

/// <summary>Distributors, keyed by code.</summary>
public sealed class ImportDistributors(LeapDb db) : IImport
{
    public string Subject => "distributors";

    public IReadOnlyList<string> Columns { get; } = ["code", "name", "country"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        await foreach (var batch in run.BatchesAsync(Read, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private static Distributor Read(ImportRow row)
    {
        var distributor = new Distributor { Code = row.Code("code"), Name = row.Text("name", 200), Country = row.Country("country") };
        row.Once("code", distributor.Code);
        return distributor;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Distributor>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Code).ToList();
        var known = await db.Distributors.Where(e => keys.Contains(e.Code)).ToDictionaryAsync(e => e.Code, StringComparer.Ordinal, cancel);
        foreach (var (_, distributor) in batch)
        {
            run.Put(known.GetValueOrDefault(distributor.Code), distributor);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
