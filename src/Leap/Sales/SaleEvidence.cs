using Leap.Data;
using Leap.Products;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>What the records say for or against a reported sale: for a person who decides, never a decision by itself (S6).</summary>
public sealed class SaleEvidence(LeapDb db)
{
    /// <summary>Days before and after the invoice in which a distributor's row may be the same deal.</summary>
    public const int SellOutDays = 7;

    /// <summary>Days over which the seller's usual sale is taken.</summary>
    public const int PaceDays = 365;

    /// <param name="sale">With its lines.</param>
    public async Task<Evidence> OfAsync(Sale sale, CancellationToken cancel)
    {
        var productIds = sale.Lines.Select(l => l.ProductId).Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        return new Evidence(
            await CustomerAsync(sale, cancel),
            [.. sale.Lines.Select(l => new PriceShare(products[l.ProductId].Sku, ShareOfList(l, products[l.ProductId])))],
            await SellOutAsync(sale, productIds, cancel),
            await PaceAsync(sale, cancel));
    }

    private async Task<CustomerHistory> CustomerAsync(Sale sale, CancellationToken cancel)
    {
        var earlier = db.Sales.AsNoTracking()
            .Where(s => s.FirmId == sale.FirmId && s.Id != sale.Id && s.State == SaleState.Approved && s.CustomerName == sale.CustomerName);
        return await earlier.GroupBy(_ => 1)
            .Select(g => new CustomerHistory(g.Count(), g.Max(s => (DateOnly?)s.InvoiceOn)))
            .FirstOrDefaultAsync(cancel) ?? new CustomerHistory(0, null);
    }

    private async Task<SellOutMatch> SellOutAsync(Sale sale, List<long> productIds, CancellationToken cancel)
    {
        var (from, to) = (sale.InvoiceOn.AddDays(-SellOutDays), sale.InvoiceOn.AddDays(SellOutDays));
        var distributors = db.Distributors;
        var products = db.Products;
        var rows = await db.SellOut.AsNoTracking()
            .Where(o => o.SoldOn >= from && o.SoldOn <= to && productIds.Contains(o.ProductId))
            .Where(o => o.FirmId == sale.FirmId || o.PersonId == sale.PersonId)
            .Join(distributors, o => o.DistributorId, d => d.Id, (o, d) => new { o, Distributor = d.Name })
            .Join(products, x => x.o.ProductId, p => p.Id, (x, p) => new { x.o, x.Distributor, p.Sku })
            .OrderBy(x => x.o.SoldOn).ThenBy(x => x.o.Id)
            .Select(x => new { x.o.ProductId, Row = new SellOutRow(x.Distributor, x.o.SoldOn, x.Sku, x.o.Quantity, x.o.ReportingMinor) })
            .ToListAsync(cancel);
        var sold = sale.Lines.GroupBy(l => l.ProductId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        var matched = sold.Count(s => rows.Where(r => r.ProductId == s.Key).Sum(r => r.Row.Quantity) >= s.Value);
        return new SellOutMatch(rows.ConvertAll(r => r.Row), matched, sold.Count);
    }

    private async Task<SellerPace> PaceAsync(Sale sale, CancellationToken cancel)
    {
        var from = sale.InvoiceOn.AddDays(-PaceDays);
        var values = await db.Sales.AsNoTracking()
            .Where(s => s.PersonId == sale.PersonId && s.Id != sale.Id && s.State == SaleState.Approved)
            .Where(s => s.InvoiceOn >= from && s.InvoiceOn <= sale.InvoiceOn)
            .Select(s => s.Lines.Sum(l => l.ReportingMinor))
            .ToListAsync(cancel);
        values.Sort();
        return new SellerPace(values.Count, values.Count == 0 ? 0 : values[values.Count / 2], sale.Lines.Sum(l => l.ReportingMinor));
    }

    private static decimal ShareOfList(SaleLine line, Product product) =>
        product.ListPriceMinor == 0 ? 1 : (decimal)line.ReportingMinor / line.Quantity / product.ListPriceMinor;
}
