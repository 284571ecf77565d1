using Leap.Members;
using Leap.Products;
using Leap.Promotions;

namespace Leap.Sales;

/// <summary>What promotions ask about each line of a sale.</summary>
public static class SaleFacts
{
    public static IReadOnlyList<Facts> Of(Sale sale, Workplaces.Row workplace, IReadOnlyDictionary<long, Product> products) =>
        [.. sale.Lines.Select(line => new Facts
        {
            IsSale = true,
            Day = sale.InvoiceOn,
            Country = workplace.Country,
            Tier = workplace.Tier.ToString(),
            Family = products[line.ProductId].Family,
            Sku = products[line.ProductId].Sku,
            Quantity = line.Quantity,
            ReportingMinor = line.ReportingMinor,
        })];
}
