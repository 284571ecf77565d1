using System.Net;
using AngleSharp.Html.Dom;
using Leap.Web.Pages.Sales;

namespace Leap.Web.Tests.Pages.Sales;

public sealed class LogPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_form_begins_with_the_firms_country_its_currency_and_today()
    {
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync("/sales/log");

        Assert.Equal("DE", Chosen(page, "Input.CustomerCountry"));
        Assert.Equal("EUR", Chosen(page, "Input.Currency"));
        Assert.Equal(site.Today, page.Typed("Input.InvoiceOn"));
        Assert.Equal(3, page.QuerySelectorAll("#products option").Length);
    }

    [Fact]
    public async Task A_german_price_is_read_as_Germans_write_it()
    {
        var client = await site.SignInAsync("seller", "de");
        var page = await client.PageAsync("/sales/log");

        var answer = await client.PostAsync("/sales/log", page, site.SaleFields("DE-1", ("R2240-16C-128", "2", "1.234,50")));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(123_450, (await site.SaleAsync("DE-1")).Lines.Single().UnitPriceMinor);
    }

    [Fact]
    public async Task A_sale_with_five_lines_goes_to_review_and_says_so()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");

        var answer = await client.PostAsync("/sales/log", page, site.SaleFields(
            "FIVE-5",
            ("R2240-16C-128, Halden R2240 rack server", "1", "8,000.00"),
            ("s300-24t", "1", "20000"),
            ("Halden Care Plus, 3 years", "3", "800"),
            ("R2240-16C-128", "10", "7500.5"),
            ("HC-PLUS-3Y", "1", "900")));

        var sale = await site.SaleAsync("FIVE-5");
        Assert.Equal(5, sale.Lines.Count);
        Assert.Equal($"/sales/{sale.Id}", answer.Headers.Location!.OriginalString);
        Assert.NotNull((await client.PageAsync($"/sales/{sale.Id}")).QuerySelector(".notice.is-success"));
        Assert.Null((await client.PageAsync($"/sales/{sale.Id}")).QuerySelector(".notice.is-success"));
    }

    [Fact]
    public async Task Lines_come_and_go_without_script_and_keep_what_was_typed()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");
        var fields = site.SaleFields("", ("first", "1", "x"), ("second", "2", "y"));

        var longer = await (await client.PostAsync("/sales/log?handler=AddLine", page, fields)).DocumentAsync();
        var shorter = await (await client.PostAsync("/sales/log?handler=RemoveLine", page, [.. fields, ("line", "0")])).DocumentAsync();

        Assert.Equal(3, longer.QuerySelectorAll(".lines > .line").Length);
        Assert.Equal("first", longer.Typed("Input.Lines[0].Product"));
        Assert.Null(longer.QuerySelector(".error-summary"));
        Assert.Single(shorter.QuerySelectorAll(".lines > .line"));
        Assert.Equal("second", shorter.Typed("Input.Lines[0].Product"));
        Assert.Equal("Lumen Print", shorter.Typed("Input.Customer"));
    }

    [Fact]
    public async Task The_preview_says_what_each_line_earns_and_why_other_promotions_do_not_pay()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");
        var before = await site.CountSalesAsync();

        var fields = site.SaleFields("", ("R2240-16C-128", "2", "8,000"), ("HC-PLUS-3Y", "1", "800"), ("", "4", ""));
        var shown = await (await client.PostAsync("/sales/log?handler=Preview", page, fields)).DocumentAsync();

        var preview = shown.QuerySelector("#preview")!;
        Assert.Equal("974", preview.QuerySelector(".stat-value data")!.GetAttribute("value"));
        Assert.Contains("25 for each rack", preview.TextContent, StringComparison.Ordinal);
        Assert.Contains(site.In("en")["why.not.product"], preview.TextContent, StringComparison.Ordinal);
        Assert.Contains(site.In("en").Count("sales.log.preview.unfinished", 1), preview.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await site.CountSalesAsync());
    }

    [Fact]
    public async Task The_preview_alone_comes_to_those_who_fetch_it_and_warns_of_a_taken_invoice()
    {
        await site.ReportAsync("Ben Carter", "INV-0001");
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");
        client.DefaultRequestHeaders.Add(LogModel.FragmentHeader, "preview");

        var answer = await client.PostAsync(
            "/sales/log?handler=Preview", page, site.SaleFields("inv-0001", ("R2240-16C-128", "2", "8,000")));

        var fragment = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<html", fragment, StringComparison.Ordinal);
        Assert.Contains("data-line=\"0\"", fragment, StringComparison.Ordinal);
        Assert.Contains(site.In("en")["refusal.SubmitSales.InvoiceTaken"], fragment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_body_earns_nobody_points()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sales/log");

        (string, string)[] fields = [.. site.SaleFields("", ("R2240-16C-128", "2", "8,000")), ("Input.IsPublicSector", "true")];
        var shown = await (await client.PostAsync("/sales/log?handler=Preview", page, fields)).DocumentAsync();

        Assert.Equal("0", shown.QuerySelector("#preview .stat-value data")!.GetAttribute("value"));
        Assert.True(((IHtmlInputElement)shown.QuerySelector("[name='Input.IsPublicSector']")!).IsChecked);
    }

    [Fact]
    public async Task Again_like_last_time_brings_customer_currency_and_products()
    {
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync($"/sales/log?like={await site.SaleIdAsync("INV-1")}");

        Assert.Equal("Lumen Print", page.Typed("Input.Customer"));
        Assert.Equal("", page.Typed("Input.InvoiceNumber"));
        Assert.StartsWith("R2240-16C-128", page.Typed("Input.Lines[0].Product"), StringComparison.Ordinal);
        Assert.StartsWith("HC-PLUS-3Y", page.Typed("Input.Lines[1].Product"), StringComparison.Ordinal);
        Assert.Equal("", page.Typed("Input.Lines[1].UnitPrice"));
    }

    [Fact]
    public async Task Again_like_last_time_is_for_ones_own_sales()
    {
        var client = await site.SignInAsync("seller", "de");

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync($"/sales/log?like={await site.SaleIdAsync("A-77")}"));
    }

    [Fact]
    public async Task It_is_for_members_of_a_firm()
    {
        var manager = await site.SignInAsync("manager");

        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/sales/log"));
        Assert.Equal(HttpStatusCode.NotFound, await manager.StatusAsync("/sales/log"));
    }

    [Fact]
    public async Task Arabic_reads_from_the_right_and_shows_no_raw_key()
    {
        var client = await site.SignInAsync("seller", "ar");

        var page = await client.PageAsync("/sales/log");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotContain("sales.", page.Main, StringComparison.Ordinal);
    }

    private static string Chosen(IHtmlDocument page, string name) =>
        page.QuerySelector($"[name='{name}'] option[selected]")!.GetAttribute("value")!;
}
