using System.Net;
using Leap.Sales;
using Leap.Web.Tests.Pages.Sales;

namespace Leap.Web.Tests.Pages.Manage.Sales;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("seller")]
    [InlineData("firm-admin")]
    public async Task It_is_for_managers(string role)
    {
        var client = await site.SignInAsync(role);

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("/manage/sales"));
    }

    [Fact]
    public async Task The_queue_shows_what_waits_and_the_other_tab_what_was_decided()
    {
        var client = await site.SignInAsync("manager");

        var open = await client.PageAsync("/manage/sales");
        var decided = await client.PageAsync("/manage/sales?tab=decided");

        Assert.Contains("A-77", open.QuerySelector(".queue")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("INV-1", open.QuerySelector(".queue")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("INV-1", decided.QuerySelector(".queue")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search=brightwater", "A-77")]
    [InlineData("search=a%2077", "A-77")]
    [InlineData("country=US", "A-77")]
    [InlineData("search=LUMEN&country=DE", "INV-2")]
    public async Task Filters_narrow_the_queue(string query, string shown)
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync($"/manage/sales?{query}");

        Assert.Equal(shown, page.QuerySelector(".queue .code")!.TextContent);
        Assert.Single(page.QuerySelectorAll(".queue-item"));
    }

    [Fact]
    public async Task A_search_without_a_hit_offers_the_way_back()
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync("/manage/sales?search=nothing-like-this");

        Assert.NotNull(page.QuerySelector(".empty a[href='/manage/sales']"));
    }

    [Fact]
    public async Task Several_are_approved_at_once_and_what_could_not_be_is_said()
    {
        var first = await site.ReportAsync("Ben Carter", "BULK-1");
        var second = await site.ReportAsync("Ben Carter", "BULK-2");
        var done = await site.SaleIdAsync("INV-1");
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync("/manage/sales");

        var answer = await client.PostAsync(
            "/manage/sales?handler=Approve", page, ("ids", $"{first}"), ("ids", $"{second}"), ("ids", $"{done}"));

        var after = await client.PageAsync(answer.Headers.Location!.OriginalString);
        var notice = after.QuerySelector(".notice")!.TextContent;
        Assert.Contains(site.In("en").Count("review.bulk.approved", 2), notice, StringComparison.Ordinal);
        Assert.Contains(site.In("en")["refusal.DecideSales.AlreadyDecided"], notice, StringComparison.Ordinal);
        Assert.Equal(SaleState.Approved, (await site.SaleAsync("BULK-2")).State);
        Assert.Null((await client.PageAsync("/manage/sales")).QuerySelector(".notice"));
    }

    [Fact]
    public async Task Nothing_chosen_is_said()
    {
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync("/manage/sales");

        await client.PostAsync("/manage/sales?handler=Approve", page);

        Assert.Contains(site.In("en")["review.bulk.none"], (await client.PageAsync("/manage/sales")).Main, StringComparison.Ordinal);
    }
}
