using Leap.Web.Components;

namespace Leap.Web.Tests.Components;

public sealed class ProseTests
{
    [Fact]
    public void Tags_in_a_text_are_shown_as_text() =>
        Assert.DoesNotContain("<script", Html("Hello <script>alert(1)</script> <b onclick=x>bold</b>"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[go](javascript:alert(1))")]
    [InlineData("[go](&#106;avascript:alert(1))")]
    [InlineData("[go](data:text/html,x)")]
    [InlineData("[go](//elsewhere.example)")]
    [InlineData("[go](/\\elsewhere.example)")]
    [InlineData("[go][1]\n\n[1]: vbscript:x")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![go](https://elsewhere.example/a.png)")]
    public void A_link_that_leads_to_no_web_address_loses_its_target(string markdown)
    {
        var html = Html(markdown);

        Assert.DoesNotContain("href", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[go](https://halden.example/a)", "href=\"https://halden.example/a\" rel=\"noopener nofollow\"")]
    [InlineData("[go](/courses)", "href=\"/courses\"")]
    [InlineData("![A rack](/img/rack.svg)", "src=\"/img/rack.svg\"")]
    public void A_safe_link_stays(string markdown, string expected) =>
        Assert.Contains(expected, Html(markdown), StringComparison.Ordinal);

    [Fact]
    public void Headings_go_below_those_of_the_page() => Assert.Contains("<h3>Channels</h3>", Html("# Channels"), StringComparison.Ordinal);

    private static string Html(string markdown) => Prose.Of(markdown, 3).ToString()!;
}
