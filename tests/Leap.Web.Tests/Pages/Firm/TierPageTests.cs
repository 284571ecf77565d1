namespace Leap.Web.Tests.Pages.Firm;

public sealed class TierPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_member_sees_what_is_missing_to_the_cent_and_the_head()
    {
        var seller = await site.SignInAsync("seller", "de");

        var page = await seller.PageAsync("/firm/tier");

        var demands = page.QuerySelectorAll("table:has(caption)").Single(t => t.QuerySelector("caption")!.TextContent.Contains("Gold"));
        var missing = demands.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("td:last-child")!.TextContent.Trim());
        Assert.Equal(["480.640,00\u00a0US$", "3"], missing);
        Assert.Single(page.QuerySelectorAll("aside tr[aria-current=true]"));
        Assert.Contains("Silber", page.QuerySelector("aside ol")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firm_without_a_history_reads_so_and_keeps_the_lowest_tier()
    {
        var seller = await site.SignInAsync("seller", "es");

        var page = await seller.PageAsync("/firm/tier");

        Assert.Empty(page.QuerySelectorAll("aside ol"));
        Assert.Single(page.QuerySelectorAll("table:has(caption)"));
    }
}
