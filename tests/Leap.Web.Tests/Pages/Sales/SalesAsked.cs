using System.Globalization;
using AngleSharp.Html.Dom;
using Leap.Data;
using Leap.Locales;
using Leap.Sales;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Leap.Programmes.Calendar;

namespace Leap.Web.Tests.Pages.Sales;

/// <summary>What tests of several sales pages look up.</summary>
internal static class SalesAsked
{
    extension(Site site)
    {
        public string Today => site.Services.GetRequiredService<Calendar>().Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <summary>A whole form of a sale in euros.</summary>
        public (string Name, string Value)[] SaleFields(string invoice, params (string Product, string Quantity, string Price)[] lines) =>
        [
            ("Input.Customer", "Lumen Print"),
            ("Input.CustomerCountry", "DE"),
            ("Input.InvoiceNumber", invoice),
            ("Input.InvoiceOn", site.Today),
            ("Input.Currency", "EUR"),
            .. lines.SelectMany((line, i) => new[]
            {
                ($"Input.Lines[{i}].Product", line.Product),
                ($"Input.Lines[{i}].Quantity", line.Quantity),
                ($"Input.Lines[{i}].UnitPrice", line.Price),
            }),
        ];

        public Task<Sale> SaleAsync(string invoice) =>
            site.ReadAsync(db => db.Sales.AsNoTracking().Include(s => s.Lines).SingleAsync(s => s.InvoiceNumber == invoice));

        public async Task<long> SaleIdAsync(string invoice) => (await site.SaleAsync(invoice)).Id;

        public Task<int> CountSalesAsync() => site.ReadAsync(db => db.Sales.CountAsync());

        public Locale In(string language) => site.Services.GetRequiredService<Languages>().For(language);

        /// <summary>Reports a sale of two racks and answers with its id.</summary>
        public Task<long> ReportAsync(string seller, string invoice) => site.UseAsync(async services =>
        {
            var db = services.GetRequiredService<LeapDb>();
            var sale = new NewSale
            {
                PersonId = await Story.PersonAsync(db, seller),
                CustomerName = "Baumann Optik",
                CustomerCountry = "DE",
                IsPublicSector = false,
                InvoiceNumber = invoice,
                InvoiceOn = services.GetRequiredService<Calendar>().Today.AddDays(-1),
                Currency = "EUR",
                Lines = [new NewSaleLine(1, 2, 8_000_00)],
            };
            return (await services.GetRequiredService<SubmitSales>().RunAsync([sale], CancellationToken.None))[0].Value;
        });
    }

    extension(IHtmlDocument page)
    {
        public string Main => page.QuerySelector("main")!.TextContent;

        /// <summary>What stands beside the field as wrong; empty when nothing does.</summary>
        public string Fault(string errorId) => page.GetElementById(errorId)!.TextContent.Trim();

        public string Typed(string name) => page.QuerySelector($"[name='{name}']")!.GetAttribute("value") ?? "";
    }
}
