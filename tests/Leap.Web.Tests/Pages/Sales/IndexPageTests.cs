using System.Net;

namespace Leap.Web.Tests.Pages.Sales;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_seller_sees_their_own_sales_with_state_value_and_points()
    {
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync("/sales");

        Assert.Equal(2, page.QuerySelectorAll("tbody th[scope=row] a").Length);
        Assert.DoesNotContain("A-77", page.Main, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".tag.is-success"));
        Assert.Contains(page.QuerySelectorAll("td data"), d => d.GetAttribute("value") == "1018");
        Assert.Single(page.QuerySelectorAll("figure.chart"));
    }

    [Theory]
    [InlineData("open", "INV-2", "INV-1")]
    [InlineData("approved", "INV-1", "INV-2")]
    public async Task A_tab_shows_one_state(string state, string shown, string hidden)
    {
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync($"/sales?state={state}");

        Assert.Contains(shown, page.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page.Main, StringComparison.Ordinal);
        Assert.Contains("1", page.QuerySelector(".tabs [aria-current=page]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        var client = await site.SignInAsync("seller", "fr");

        var page = await client.PageAsync("/sales");

        Assert.NotNull(page.QuerySelector(".empty a[href='/sales/log']"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/sales?state=rejected&page=99"));
    }

    [Fact]
    public async Task A_firm_admin_sees_the_firms_sales_and_who_reported_them()
    {
        var client = await site.SignInAsync("firm-admin", "de");

        var page = await client.PageAsync("/sales?of=firm");

        Assert.Contains("Anna Schmidt", page.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("A-77", page.Main, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sales?of=firm")]
    [InlineData("/sales?handler=Csv&of=firm")]
    public async Task Others_do_not_see_the_firms_sales(string address)
    {
        var client = await site.SignInAsync("seller", "de");

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync(address));
    }

    [Fact]
    public async Task The_download_has_plain_numbers_and_runs_no_formula()
    {
        await site.ReportAsync("Jan Wójcik", "=1+1");
        var client = await site.SignInAsync("seller", "pl");

        var file = await client.GetAsync(new Uri("/sales?handler=Csv", UriKind.Relative));

        var text = await file.Content.ReadAsStringAsync();
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("'=1+1", text, StringComparison.Ordinal);
        Assert.Contains(",R2240-16C-128,2,8000.00,17600.00,Submitted,930", text, StringComparison.Ordinal);
    }
}
