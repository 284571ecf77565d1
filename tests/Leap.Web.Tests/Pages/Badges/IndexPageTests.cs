using System.Net;

namespace Leap.Web.Tests.Pages.Badges;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_is_won_leads_to_its_page_and_what_is_not_says_how_far_one_is()
    {
        var anna = await site.SignInAsync("seller", "de");

        var page = await anna.PageAsync("/badges?language=en");

        var won = page.QuerySelectorAll(".badge-name a").Select(a => a.TextContent);
        Assert.Equal(["First sale", "First step"], won.Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await anna.StatusAsync(page.QuerySelector(".badge-name a")!.GetAttribute("href")!));
        var locked = Assert.Single(page.QuerySelectorAll(".badge.is-locked"));
        Assert.Contains("Storage specialist", locked.TextContent, StringComparison.Ordinal);
        Assert.Contains("0 of 50 units", locked.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_badge_it_says_how_to_win_the_first()
    {
        var ben = await site.SignInAsync("seller");

        var page = await ben.PageAsync("/badges");

        Assert.NotNull(page.QuerySelector(".empty a[href='/courses']"));
        Assert.Equal(["By learning", "By selling"], page.QuerySelectorAll("main h3").Select(h => h.TextContent));
        Assert.Contains("0 of 1 module", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reads_from_right_to_left_in_Arabic_and_shows_no_raw_key()
    {
        var omar = await site.SignInAsync("seller", "ar");

        var page = await omar.PageAsync("/badges");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotMatch(@"\bbadges\.[a-z]", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Ones_own_badges_ask_for_a_sign_in() =>
        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/badges"));
}
