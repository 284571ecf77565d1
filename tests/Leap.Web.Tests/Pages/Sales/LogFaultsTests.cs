using System.Net;

namespace Leap.Web.Tests.Pages.Sales;

public sealed class LogFaultsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Faults_are_said_in_polish_beside_their_fields_and_what_was_typed_stays()
    {
        var client = await site.SignInAsync("seller", "pl");
        var page = await client.PageAsync("/sales/log");

        var fields = site.SaleFields("", ("R9999", "dwa", "12,345"), ("S300-24T", "1", "100,50"));
        var answer = await client.PostAsync("/sales/log", page, fields);

        var polish = site.In("pl");
        var back = await answer.DocumentAsync();
        Assert.Equal("pl", back.DocumentElement.GetAttribute("lang"));
        Assert.Equal(polish["error.required"], back.Fault("number-error"));
        Assert.Equal(polish["refusal.SubmitSales.UnknownProduct"], back.Fault("Input_Lines_0__Product-error"));
        Assert.Equal(polish["refusal.SubmitSales.BadQuantity"], back.Fault("Input_Lines_0__Quantity-error"));
        Assert.Equal(polish.Count("sales.log.decimals", 2, ("currency", "EUR")), back.Fault("Input_Lines_0__UnitPrice-error"));
        Assert.Equal("", back.Fault("Input_Lines_1__Product-error"));
        Assert.Equal("Lumen Print", back.Typed("Input.Customer"));
        Assert.Equal("dwa", back.Typed("Input.Lines[0].Quantity"));
        Assert.Equal("100,50", back.Typed("Input.Lines[1].UnitPrice"));
        Assert.Equal(4, back.QuerySelectorAll(".error-summary a").Length);
        Assert.All(back.QuerySelectorAll(".error-summary a"), link => Assert.NotNull(back.QuerySelector(link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task A_product_that_several_fit_is_asked_for_again()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");

        var back = await (await client.PostAsync("/sales/log", page, site.SaleFields("NEAR-1", ("halden", "1", "1")))).DocumentAsync();

        Assert.Contains("R2240-16C-128", back.Fault("Input_Lines_0__Product-error"), StringComparison.Ordinal);
        Assert.Contains("S300-24T", back.Fault("Input_Lines_0__Product-error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inv 1", "", "number-error", "refusal.SubmitSales.InvoiceTaken")]
    [InlineData("NEW-1", "2001-01-01", "date-error", "refusal.SubmitSales.InvoiceTooOld")]
    [InlineData("NEW-2", "2999-12-31", "date-error", "refusal.SubmitSales.InvoiceInTheFuture")]
    [InlineData("***", "", "number-error", "refusal.SubmitSales.NoInvoiceNumber")]
    [InlineData("NEW-3", "yesterday", "date-error", "error.value")]
    public async Task What_the_operation_refuses_stands_beside_the_right_field(string invoice, string day, string errorId, string key)
    {
        var client = await site.SignInAsync("seller", "de");
        var page = await client.PageAsync("/sales/log");
        var fields = site.SaleFields(invoice, ("S300-24T", "1", "1"));
        var dated = fields.Select(f => f.Name == "Input.InvoiceOn" && day.Length > 0 ? (f.Name, day) : f).ToArray();

        var back = await (await client.PostAsync("/sales/log", page, dated)).DocumentAsync();

        Assert.Equal(site.In("de")[key], back.Fault(errorId));
    }

    [Fact]
    public async Task A_form_without_lines_asks_for_one()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");

        var back = await (await client.PostAsync("/sales/log", page, site.SaleFields("NO-LINES", ("", " ", "")))).DocumentAsync();

        Assert.Equal(site.In("en")["refusal.SubmitSales.NoLines"], back.Fault("Input_Lines_0__Product-error"));
    }

    [Theory]
    [InlineData("Input.DistributorId", "999", "distributor-error")]
    [InlineData("Input.Currency", "XXX", "currency-error")]
    [InlineData("Input.Currency", "", "currency-error")]
    [InlineData("Input.CustomerCountry", "ZZ", "country-error")]
    public async Task What_is_not_on_a_list_is_refused_beside_it(string field, string value, string errorId)
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");
        var fields = site.SaleFields("LIST-1", ("S300-24T", "1", "1")).Where(f => f.Name != field);

        var answer = await client.PostAsync("/sales/log", page, [.. fields, (field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual("", (await answer.DocumentAsync()).Fault(errorId));
    }
}
