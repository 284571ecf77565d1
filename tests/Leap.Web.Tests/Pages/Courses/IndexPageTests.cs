using System.Net;
using AngleSharp.Html.Dom;

namespace Leap.Web.Tests.Pages.Courses;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Every_module_is_a_card_with_its_points_and_what_is_passed_says_so()
    {
        var anna = await site.SignInAsync("seller", "de");

        var page = await anna.PageAsync("/courses?language=en");

        Assert.Equal(3, page.QuerySelectorAll("article.card").Length);
        var passed = Card(page, "Rack basics");
        Assert.Contains("Passed", passed.QuerySelector(".tag")!.TextContent, StringComparison.Ordinal);
        Assert.Null(passed.QuerySelector(".todo-gain"));
        Assert.Equal("200 points", Card(page, "Sizing storage").QuerySelector(".todo-gain")!.TextContent);
        Assert.Equal("1", page.QuerySelector(".stat data")!.GetAttribute("value"));
        Assert.Equal("60", page.QuerySelectorAll(".stat data")[1].GetAttribute("value"));
    }

    [Theory]
    [InlineData("?family=storage", "TEST-SIZING")]
    [InlineData("?kind=Certification", "TEST-CERT")]
    [InlineData("?q=sizing", "TEST-SIZING")]
    [InlineData("?open=true", "TEST-CERT TEST-SIZING")]
    public async Task Filters_narrow_the_list(string query, string expected)
    {
        var anna = await site.SignInAsync("seller", "de");

        var page = await anna.PageAsync("/courses" + query + "&language=en");

        var codes = page.QuerySelectorAll("article.card h3 a").Select(a => a.GetAttribute("href")!.Split('/')[^1].ToUpperInvariant());
        Assert.Equal(expected.Split(' '), codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Titles_are_searched_in_the_language_of_the_reader()
    {
        var anna = await site.SignInAsync("seller", "de");

        var page = await anna.PageAsync("/courses?q=dimensionieren");

        Assert.Equal("Storage dimensionieren", page.QuerySelector("article.card h3")!.TextContent);
    }

    [Fact]
    public async Task A_filter_that_fits_nothing_says_what_to_do_and_keeps_what_was_typed()
    {
        var ben = await site.SignInAsync("seller");

        var page = await ben.PageAsync("/courses?q=%3Cquantum%3E&kind=nonsense");

        Assert.NotNull(page.QuerySelector(".empty a[href='/courses']"));
        Assert.Equal("<quantum>", ((IHtmlInputElement)page.QuerySelector("#q")!).Value);
    }

    [Fact]
    public async Task It_reads_from_right_to_left_in_Arabic_and_shows_no_raw_key()
    {
        var omar = await site.SignInAsync("seller", "ar");

        var page = await omar.PageAsync("/courses");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotMatch(@"\bcourses\.[a-z]", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Only_members_of_a_firm_may_learn()
    {
        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/courses"));
        Assert.NotEqual(HttpStatusCode.OK, await (await site.SignInAsync("manager")).StatusAsync("/courses"));
    }

    private static AngleSharp.Dom.IElement Card(IHtmlDocument page, string title) =>
        page.QuerySelectorAll("article.card").Single(c => c.QuerySelector("h3")!.TextContent == title);
}
