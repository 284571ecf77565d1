using Leap.Data;
using Leap.Imports;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Products;

/// <summary>Products, keyed by part number. List prices are in the reporting currency.</summary>
public sealed class ImportProducts(LeapDb db, LeapSettings settings) : IImport
{
    public string Subject => "products";

    public IReadOnlyList<string> Columns { get; } = ["sku", "name", "family", "list_price", "eligible_from", "eligible_to"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        await foreach (var batch in run.BatchesAsync(Read, cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    private Product Read(ImportRow row)
    {
        var product = new Product
        {
            Sku = row.Code("sku", 60),
            Name = row.Text("name", 200),
            Family = row.Word("family"),
            ListPriceMinor = row.Money("list_price", settings.Programme.Currency),
            EligibleFromOn = row.Date("eligible_from"),
            EligibleToOn = row.OptionalDate("eligible_to"),
        };
        row.Once("sku", product.Sku);
        if (product.EligibleToOn < product.EligibleFromOn)
        {
            row.Complain("eligible_to", "import.reason.ends_before");
        }

        return product;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<Product>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.Sku).ToList();
        var known = await db.Products.Where(e => keys.Contains(e.Sku)).ToDictionaryAsync(e => e.Sku, StringComparer.Ordinal, cancel);
        foreach (var (_, product) in batch)
        {
            run.Put(known.GetValueOrDefault(product.Sku), product);
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
