using System.Net;
using Leap.Sales;
using Leap.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Sales;

public sealed class SalePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Each_line_says_what_it_earned_and_why_and_which_promotions_did_not_pay()
    {
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync($"/sales/{await site.SaleIdAsync("INV-1")}");

        var german = site.In("de");
        var lines = page.QuerySelectorAll(".ledger-line");
        Assert.Equal(2, lines.Length);
        Assert.Equal("930", lines[0].QuerySelector(".ledger-amount data")!.GetAttribute("value"));
        Assert.Contains("25 je Rack", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(german["why.not.product"], lines[1].QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("test", page.QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_firms_sale_does_not_exist()
    {
        var id = await site.SaleIdAsync("A-77");
        var seller = await site.SignInAsync("seller", "de");
        var admin = await site.SignInAsync("firm-admin", "de");

        Assert.Equal(HttpStatusCode.NotFound, await seller.StatusAsync($"/sales/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync($"/sales/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await seller.StatusAsync("/sales/9999999"));
    }

    [Fact]
    public async Task The_firms_admin_may_read_a_colleagues_sale_and_a_colleague_may_not()
    {
        var id = await site.SaleIdAsync("INV-2");
        var admin = await site.SignInAsync("firm-admin", "de");
        var colleague = await site.SignInAsync("seller", "pl");

        Assert.Contains("Anna Schmidt", (await admin.PageAsync($"/sales/{id}")).Main, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await colleague.StatusAsync($"/sales/{id}"));
    }

    [Fact]
    public async Task A_rejected_sale_says_why_and_can_be_mended_with_all_that_was_typed()
    {
        var id = await site.ReportAsync("Ben Carter", "REJ-1");
        var mia = await site.ReadAsync(db => Story.PersonAsync(db, "Mia Larsen"));
        var decision = new SaleDecision(id, mia, RejectionReason.WrongQuantity, "Two, not three?");
        await site.UseAsync(services =>
            services.GetRequiredService<DecideSales>().RunAsync([decision], tellsSellers: true, CancellationToken.None));
        var client = await site.SignInAsync("seller");

        var page = await client.PageAsync($"/sales/{id}");
        var form = await client.PageAsync($"/sales/log?like={id}");

        var notice = page.QuerySelector(".notice.is-danger")!.TextContent;
        Assert.Contains(site.In("en")["sales.rejection.WrongQuantity"], notice, StringComparison.Ordinal);
        Assert.Contains("Two, not three?", notice, StringComparison.Ordinal);
        Assert.Equal("0", page.QuerySelector(".stat-value data")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector($"a[href='/sales/log?like={id}']"));
        Assert.Equal("REJ-1", form.Typed("Input.InvoiceNumber"));
        Assert.Equal("2", form.Typed("Input.Lines[0].Quantity"));
        Assert.Equal("8000.00", form.Typed("Input.Lines[0].UnitPrice"));
    }

    [Fact]
    public async Task Arabic_reads_from_the_right()
    {
        var id = await site.ReportAsync("عمر الحداد", "AR-1");
        var client = await site.SignInAsync("seller", "ar");

        var page = await client.PageAsync($"/sales/{id}");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal("AR-1", page.QuerySelector("bdi.code")!.TextContent);
        Assert.DoesNotContain("sales.", page.Main, StringComparison.Ordinal);
    }
}
