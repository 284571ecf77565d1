using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>
/// What distributors report to have sold, keyed by the distributor's own number of the row (S9). A row that is there already is never
/// changed: the same again is nothing new, the same number with other content is refused.
/// </summary>
public sealed class ImportSellOut(LeapDb db, LeapSettings settings) : IImport
{
    public string Subject => "sell-out";

    public IReadOnlyList<string> Columns { get; } =
        ["distributor", "row", "sold_on", "reseller", "firm", "seller", "sku", "quantity", "net_amount", "currency"];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var world = new World(
            await db.Distributors.AsNoTracking().ToDictionaryAsync(d => d.Code, d => d.Id, StringComparer.OrdinalIgnoreCase, cancel),
            (await db.FirmsByCodeAsync(cancel)).ToDictionary(f => f.Key, f => f.Value.Id, StringComparer.OrdinalIgnoreCase),
            await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Sku, p => p.Id, StringComparer.OrdinalIgnoreCase, cancel));
        await foreach (var batch in run.BatchesAsync(row => Read(row, world), cancel))
        {
            await StoreAsync(run, batch, cancel);
        }

        return run.Report;
    }

    /// <summary>A negative quantity or amount is a return.</summary>
    private static SellOutRow Read(ImportRow row, World world)
    {
        var currency = row.Currency("currency");
        var read = new SellOutRow(
            row.Find("distributor", world.Distributors, "import.reason.no_distributor"),
            row.Text("row", 60),
            row.Date("sold_on"))
        {
            Reseller = row.Text("reseller", 200),
            FirmId = row.IsEmpty("firm") ? null : row.Find("firm", world.Firms, "import.reason.no_firm"),
            Seller = row.OptionalText("seller", 120),
            ProductId = row.Find("sku", world.Products, "import.reason.no_product"),
            Quantity = (int)row.Whole("quantity", -1_000_000, 1_000_000),
            NetMinor = row.Money("net_amount", currency, -1_000_000_000_000m),
            Currency = currency,
        };
        row.Once("row", $"{read.DistributorId} {read.RowKey}");
        return read;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<Taken<SellOutRow>> batch, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var keys = batch.Select(t => t.Value.RowKey).ToList();
        var known = await db.SellOut.AsNoTracking().Where(s => keys.Contains(s.RowKey))
            .ToDictionaryAsync(s => (s.DistributorId, s.RowKey), cancel);
        var people = await PeopleByAddress.LoadAsync(db, batch.Select(t => t.Value.Seller), cancel);
        var rates = await RateTable.LoadAsync(db, settings, [.. batch.Select(t => (t.Value.Currency, t.Value.SoldOn))], cancel);
        var added = new List<SellOut>();
        foreach (var (row, read) in batch)
        {
            if (rates.On(read.Currency, read.SoldOn) is not { } rate)
            {
                row.Complain("currency", "import.reason.no_rate");
                continue;
            }

            var fresh = read.ToSellOut(people, rates.ToReporting(read.NetMinor, read.Currency, rate.Value));
            if (!known.TryGetValue((fresh.DistributorId, fresh.RowKey), out var current))
            {
                added.Add(fresh);
            }
            else if (IsSame(current, fresh))
            {
                run.CountUnchanged();
            }
            else
            {
                row.Complain("row", "import.reason.row_known");
            }
        }

        await db.InsertAsync(added, cancel);
        await write.CommitAsync(cancel);
        run.CountAdded(added.Count);
    }

    /// <summary>What the distributor said. Whom we matched it to, and at which rate, is ours and may have changed since.</summary>
    private static bool IsSame(SellOut one, SellOut other) =>
        (one.SoldOn, one.ResellerName, one.SellerCode, one.ProductId, one.Quantity)
        == (other.SoldOn, other.ResellerName, other.SellerCode, other.ProductId, other.Quantity);

    private sealed record World(Dictionary<string, long> Distributors, Dictionary<string, long> Firms, Dictionary<string, long> Products);

    private sealed record SellOutRow(long DistributorId, string RowKey, DateOnly SoldOn)
    {
        public required string Reseller { get; init; }

        public required long? FirmId { get; init; }

        public required string Seller { get; init; }

        public required long ProductId { get; init; }

        public required int Quantity { get; init; }

        public required long NetMinor { get; init; }

        public required string Currency { get; init; }

        public SellOut ToSellOut(Dictionary<string, long> people, long reportingMinor) => new()
        {
            DistributorId = DistributorId,
            RowKey = RowKey,
            SoldOn = SoldOn,
            ResellerName = Reseller,
            FirmId = FirmId,
            SellerCode = Seller,
            PersonId = people.TryGetValue(Seller, out var id) ? id : null,
            ProductId = ProductId,
            Quantity = Quantity,
            ReportingMinor = reportingMinor,
        };
    }
}
