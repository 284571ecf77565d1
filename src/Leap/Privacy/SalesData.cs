using Leap.Awards;
using Leap.Products;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// What someone sold. The sale belongs to the firm, whose tier and invoices rest on it; its customer is a company. What the reviewer wrote
/// to the seller goes.
/// </summary>
internal static class SalesData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(Sale),
            "sales",
            Fate.Blanked,
            (db, id) => db.Sales.Where(s => s.PersonId == id)
                .OrderBy(s => s.Id)
                .Select(s => new
                {
                    Number = s.Id,
                    s.InvoiceNumber,
                    s.InvoiceOn,
                    s.CustomerName,
                    s.CustomerCountry,
                    s.IsPublicSector,
                    s.Currency,
                    s.Rate,
                    s.RateSource,
                    s.SubmittedAt,
                    s.State,
                    s.DecidedAt,
                    s.Rejection,
                    s.Note,
                }),
            [nameof(Sale.PersonId), nameof(Sale.DecidedById), nameof(Sale.CustomerName), nameof(Sale.Note)])
            .Erases((db, leaver, cancel) => db.Sales.Where(s => s.PersonId == leaver.PersonId && s.Note != "")
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, ""), cancel)),
        PersonalTable.Of(
            typeof(SellOut),
            "sell-out",
            Fate.Blanked,
            (db, id) =>
                from row in db.SellOut
                join product in db.Products on row.ProductId equals product.Id
                where row.PersonId == id
                orderby row.Id
                select new
                {
                    row.RowKey, row.SoldOn, row.ResellerName, row.SellerCode, Product = product.Sku, row.Quantity, row.ReportingMinor,
                },
            [nameof(SellOut.PersonId), nameof(SellOut.SellerCode)])
            .Erases((db, leaver, cancel) => db.SellOut.Where(s => s.PersonId == leaver.PersonId)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.SellerCode, "").SetProperty(s => s.PersonId, (long?)null), cancel)),
        PersonalTable.Of(
            typeof(Award),
            "awards",
            Fate.Kept,
            (db, id) => db.Awards.Where(a => a.PersonId == id)
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    a.Key, a.Activity, a.SourceId, a.PromotionId, a.PromotionVersion, a.Points, a.ReversedPoints, a.EarnedOn, a.State,
                    a.Reasons,
                }),
            [nameof(Award.PersonId)]),
        PersonalTable.Of(
            typeof(Accrual),
            "fractions",
            Fate.Kept,
            (db, id) => db.Accruals.Where(a => a.PersonId == id).Select(a => new { a.PromotionId, a.Carried }),
            [nameof(Accrual.PersonId)]),
    ];
}
