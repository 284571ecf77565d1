using Leap.Data;
using Leap.Imports;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>
/// Sales and what was decided about them, one row a line, the rows of an invoice together. They go through the same checks as those that
/// sellers report; decisions are made in the name of the importing staff and mail nobody.
/// </summary>
public sealed class ImportSales(LeapDb db, SubmitSales submitSales, DecideSales decideSales) : IImport
{
    private const string Approved = "approved";
    private const string Rejected = "rejected:";

    public string Subject => "sales";

    public IReadOnlyList<string> Columns { get; } =
    [
        "invoice_number", "invoice_on", "email", "customer", "customer_country", "public_sector", "distributor", "currency",
        "sku", "quantity", "unit_price", "decision", "decided_on",
    ];

    public async Task<ImportReport> RunAsync(TextReader file, ImportOptions options, CancellationToken cancel)
    {
        await using var run = await ImportRun.BeginAsync(db, this, file, options, cancel);
        var world = new World(
            await db.Products.AsNoTracking().ToDictionaryAsync(p => p.Sku, p => p.Id, StringComparer.OrdinalIgnoreCase, cancel),
            await db.Distributors.AsNoTracking().ToDictionaryAsync(d => d.Code, d => d.Id, StringComparer.OrdinalIgnoreCase, cancel),
            options.StaffId ?? await db.People.Where(p => p.Staff != null).MinAsync(p => (long?)p.Id, cancel));
        await foreach (var batch in run.GroupsAsync(row => Read(row, world), KeyOf, cancel))
        {
            await StoreAsync(run, [.. batch.Select(rows => new ImportedSale(rows))], world, cancel);
        }

        return run.Report;
    }

    private static string KeyOf(ImportRow row) => $"{row.Cell("email")} {row.Cell("invoice_number")}";

    private static SaleRow Read(ImportRow row, World world)
    {
        var currency = row.Currency("currency");
        var decision = ReadDecision(row);
        if (decision is not null && world.DeciderId is null)
        {
            row.Complain("decision", "import.reason.no_manager");
        }

        return new SaleRow
        {
            Email = row.Email("email"),
            InvoiceNumber = row.Text("invoice_number", 60),
            InvoiceOn = row.Date("invoice_on"),
            Customer = row.Text("customer", 200),
            CustomerCountry = row.Country("customer_country"),
            IsPublicSector = row.YesNo("public_sector"),
            DistributorId = row.IsEmpty("distributor") ? null : row.Find("distributor", world.Distributors, "import.reason.no_distributor"),
            Currency = currency,
            Decision = decision,
            Line = new NewSaleLine(
                row.Find("sku", world.Products, "import.reason.no_product"),
                (int)row.Whole("quantity", 1, SubmitSales.QuantityMax),
                row.Money("unit_price", currency)),
        };
    }

    private static FileDecision? ReadDecision(ImportRow row)
    {
        var decision = row.Cell("decision");
        if (decision.Length == 0)
        {
            return null;
        }

        row.Date("decided_on");
        if (decision == Approved)
        {
            return new FileDecision(null);
        }

        if (decision.StartsWith(Rejected, StringComparison.Ordinal)
            && Choices.TryParse<RejectionReason>(decision[Rejected.Length..], out var reason))
        {
            return new FileDecision(reason);
        }

        row.Complain("decision", "import.reason.decision", ("choices", Choices.Listed<RejectionReason>()));
        return null;
    }

    private async Task StoreAsync(ImportRun run, IReadOnlyList<ImportedSale> batch, World world, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var people = await PeopleByAddress.LoadAsync(db, batch.Select(s => s.Facts.Email), cancel);
        var known = await KnownAsync(batch, people, cancel);
        var fresh = new List<ImportedSale>();
        var decisions = new List<(ImportedSale Sale, long SaleId, bool IsNew)>();
        foreach (var sale in batch)
        {
            switch (sale.Judge(people, known))
            {
                case { IsFresh: true }:
                    fresh.Add(sale);
                    break;
                case { UndecidedId: { } saleId }:
                    decisions.Add((sale, saleId, false));
                    break;
                case { RefusalKey: { } key }:
                    sale.Complain(key);
                    break;
                default:
                    run.CountUnchanged(sale.Rows);
                    break;
            }
        }

        var submitted = await submitSales.RunAsync([.. fresh.Select(s => s.ToNewSale(people[s.Facts.Email]))], cancel);
        foreach (var (sale, outcome) in fresh.Zip(submitted))
        {
            if (outcome.Refusal is { } refusal)
            {
                sale.Complain(Refusals.Key(refusal));
            }
            else if (sale.Facts.Decision is null)
            {
                run.CountAdded(sale.Rows);
            }
            else
            {
                decisions.Add((sale, outcome.Value, true));
            }
        }

        await DecideAsync(run, decisions, world, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task DecideAsync(
        ImportRun run, List<(ImportedSale Sale, long SaleId, bool IsNew)> decisions, World world, CancellationToken cancel)
    {
        if (decisions.Count == 0)
        {
            return;
        }

        var decided = await decideSales.RunAsync(
            [.. decisions.Select(d => new SaleDecision(d.SaleId, world.DeciderId!.Value, d.Sale.Facts.Decision!.Rejection))],
            tellsSellers: false,
            cancel);
        foreach (var ((sale, _, isNew), outcome) in decisions.Zip(decided))
        {
            if (outcome.Refusal is { } refusal)
            {
                sale.Complain(Refusals.Key(refusal), "decision");
            }
            else if (isNew)
            {
                run.CountAdded(sale.Rows);
            }
            else
            {
                run.CountChanged(sale.Rows);
            }
        }
    }

    /// <summary>What these people reported before under these invoice numbers; the latest, since a rejected one can be repeated.</summary>
    private async Task<Dictionary<(long PersonId, string InvoiceKey), Sale>> KnownAsync(
        IReadOnlyList<ImportedSale> batch, Dictionary<string, long> people, CancellationToken cancel)
    {
        var keys = batch.Select(s => s.InvoiceKey).Distinct(StringComparer.Ordinal).ToList();
        var ids = people.Values.ToList();
        var sales = await db.Sales.AsNoTracking().Include(s => s.Lines)
            .Where(s => keys.Contains(s.InvoiceKey) && ids.Contains(s.PersonId))
            .OrderBy(s => s.Id)
            .ToListAsync(cancel);
        return sales.GroupBy(s => (s.PersonId, s.InvoiceKey)).ToDictionary(g => g.Key, g => g.Last());
    }

    private sealed record World(Dictionary<string, long> Products, Dictionary<string, long> Distributors, long? DeciderId);
}
