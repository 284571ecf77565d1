using System.Net;

namespace Leap.Web.Tests.Pages.Courses;

public sealed class ModulePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_overview_tells_what_the_module_asks_and_is_worth()
    {
        var ben = await site.SignInAsync("seller");

        var page = await ben.PageAsync("/courses/test-cert");

        Assert.Equal("Rack certification", page.QuerySelector("h1")!.TextContent);
        var facts = page.QuerySelector("dl.facts")!.TextContent;
        Assert.Contains("500 points", facts, StringComparison.Ordinal);
        Assert.Contains("3 questions, passed with 80%", facts, StringComparison.Ordinal);
        Assert.Contains("12 months", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_lead_to_each_other_and_the_last_one_to_the_quiz()
    {
        var ben = await site.SignInAsync("seller");

        var first = await ben.PageAsync("/courses/TEST-BASICS?page=1");
        var last = await ben.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal("page", first.QuerySelector(".prose strong")!.TextContent);
        Assert.Null(first.QuerySelector("form[action$='handler=Start']"));
        Assert.Null(last.QuerySelector("a[rel=next]"));
        Assert.NotNull(last.QuerySelector("form[action$='handler=Start']"));
    }

    [Fact]
    public async Task Who_has_passed_sees_when_and_with_what_score()
    {
        var anna = await site.SignInAsync("seller", "de");

        var page = await anna.PageAsync("/courses/test-basics?language=en");

        Assert.Contains("with 100%", page.QuerySelector(".notice-title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("You have these already", page.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/courses/no-such-module")]
    [InlineData("/courses/test-basics?page=3")]
    [InlineData("/courses/test-basics?page=0")]
    [InlineData("/courses/test-basics?page=last")]
    [InlineData("/courses/no-such-module/quiz")]
    [InlineData("/courses/no-such-module/result/1")]
    public async Task What_does_not_exist_is_404(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, await (await site.SignInAsync("seller")).StatusAsync(address));

    [Fact]
    public async Task It_reads_from_right_to_left_in_Arabic_and_shows_no_raw_key()
    {
        var omar = await site.SignInAsync("seller", "ar");

        var page = await omar.PageAsync("/courses/test-basics");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotMatch(@"\bmodule\.[a-z]", page.QuerySelector("main")!.TextContent);
    }
}
