using System.Globalization;
using CsvHelper;
using Leap.Awards;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>
/// Sales as CSV, one row a line: in the columns of the import and some more, numbers and dates in the invariant form, and an apostrophe
/// before a value that a spreadsheet would run as a formula.
/// </summary>
internal static class SalesFile
{
    private static readonly string[] Columns =
    [
        "invoice_number", "invoice_on", "seller", "customer", "customer_country", "public_sector", "distributor", "currency", "sku",
        "quantity", "unit_price", "reporting_amount", "state", "points",
    ];

    public static async Task<byte[]> WriteAsync(LeapDb db, IQueryable<Sale> sales, string reportingCurrency, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        await using (var csv = CsvWriter.Create(file, options, leaveOpen: true))
        {
            await csv.WriteRecordAsync(Columns, cancel);
            foreach (var row in await RowsAsync(db, sales, cancel))
            {
                await csv.WriteRecordAsync(Cells(row, reportingCurrency), cancel);
            }
        }

        return file.ToArray();
    }

    private static string[] Cells(Row row, string reportingCurrency) =>
    [
        row.Sale.InvoiceNumber,
        row.Sale.InvoiceOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        row.Seller,
        row.Sale.CustomerName,
        row.Sale.CustomerCountry,
        row.Sale.IsPublicSector ? "yes" : "no",
        row.Distributor,
        row.Sale.Currency,
        row.Sku,
        row.Line.Quantity.ToString(CultureInfo.InvariantCulture),
        Amount(row.Line.UnitPriceMinor, row.Sale.Currency),
        Amount(row.Line.ReportingMinor, reportingCurrency),
        row.Sale.State.ToString(),
        row.Points.ToString(CultureInfo.InvariantCulture),
    ];

    private static async Task<List<Row>> RowsAsync(LeapDb db, IQueryable<Sale> sales, CancellationToken cancel)
    {
        var (people, products, lines) = (db.People, db.Products, db.SaleLines);
        var (distributors, awards) = (db.Distributors, db.Awards);
        return await sales
            .Join(lines, s => s.Id, l => l.SaleId, (s, l) => new { s, l })
            .Join(people, x => x.s.PersonId, p => p.Id, (x, p) => new { x.s, x.l, Seller = p.Name })
            .Join(products, x => x.l.ProductId, p => p.Id, (x, p) => new { x.s, x.l, x.Seller, p.Sku })
            .OrderByDescending(x => x.s.InvoiceOn).ThenByDescending(x => x.s.Id).ThenBy(x => x.l.Id)
            .Select(x => new Row(
                x.s,
                x.l,
                x.Seller,
                x.Sku,
                distributors.Where(d => d.Id == x.s.DistributorId).Select(d => d.Name).FirstOrDefault() ?? "",
                awards.Where(a => a.Activity == Activity.Sale && a.SourceId == x.s.Id)
                    .Where(a => a.SaleLineId == x.l.Id && a.State != AwardState.Voided)
                    .Sum(a => a.Points - a.ReversedPoints)))
            .ToListAsync(cancel);
    }

    private static string Amount(long minor, string currency) => Currencies.ToMajor(minor, currency)
        .ToString("F" + Currencies.MinorDigits(currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private sealed record Row(Sale Sale, SaleLine Line, string Seller, string Sku, string Distributor, long Points);
}
