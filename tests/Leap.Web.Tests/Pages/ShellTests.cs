using System.Net;

namespace Leap.Web.Tests.Pages;

public sealed class ShellTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_start_page_is_open_and_counts_the_programme()
    {
        var page = await site.Visitor().PageAsync("/");

        Assert.Contains("10", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("de-CH", "ltr")]
    [InlineData("zh-CN", "ltr")]
    public async Task A_visitor_reads_it_in_the_language_of_the_browser(string accepted, string direction)
    {
        var page = await site.Visitor(accepted).PageAsync("/");

        Assert.Equal(direction, page.DocumentElement.GetAttribute("dir"));
        Assert.NotEqual("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task An_unknown_address_is_a_designed_404()
    {
        var answer = await site.Visitor().GetAsync(new Uri("/no/such/page", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("404", (await answer.DocumentAsync()).QuerySelector(".fault-code")!.TextContent);
    }

    [Theory]
    [InlineData("seller", "/home")]
    [InlineData("firm-admin", "/home")]
    [InlineData("manager", "/manage/sales")]
    public async Task Each_role_lands_on_its_own_first_page(string role, string address)
    {
        var client = await site.SignInAsync(role);

        var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(address, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Health_names_database_jobs_and_mail()
    {
        var answer = await site.Visitor().GetStringAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Contains("\"database\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"jobs\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"mail\"", answer, StringComparison.Ordinal);
    }
}
