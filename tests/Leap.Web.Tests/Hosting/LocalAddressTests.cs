using System.Net;
using Leap.Web.Hosting;

namespace Leap.Web.Tests.Hosting;

public sealed class LocalAddressTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sales?state=open&page=2")]
    [InlineData("/sales/42?handler=Csv")]
    [InlineData("/manage/people?q=a%2Fb")]
    public void A_page_of_ours_stays_as_it_is(string typed) => Assert.Equal(typed, LocalAddress.Of(typed));

    [Theory]
    [InlineData("/people?q=Wójcik", "/people?q=W%C3%B3jcik")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/badges/王伟", "/badges/%E7%8E%8B%E4%BC%9F")]
    public void What_no_header_can_hold_is_encoded(string typed, string address) => Assert.Equal(address, LocalAddress.Of(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sales")]
    [InlineData("~/sales")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/sales\\..\\evil")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/%2e%2e//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("http:/evil.example")]
    [InlineData("HTTPS:\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData(" //evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/sales\r\nSet-Cookie: a=b")]
    [InlineData("@evil.example")]
    [InlineData(".evil.example")]
    public void Anything_else_leads_to_the_start_page(string? typed) => Assert.Equal("/", LocalAddress.Of(typed));

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/a/..//evil.example")]
    public async Task Neither_the_language_nor_the_sign_in_leads_elsewhere(string typed)
    {
        var client = site.Visitor();
        var page = await client.PageAsync("/sign-in");

        var language = await client.PostAsync("/language", page, ("language", "de"), ("returnUrl", typed));
        var signIn = await client.PostAsync(
            "/sign-in?handler=Demo&returnUrl=" + Uri.EscapeDataString(typed), page, ("role", "seller"), ("language", "en"));

        Assert.Equal(HttpStatusCode.Redirect, language.StatusCode);
        Assert.Equal("/", language.Headers.Location!.OriginalString);
        Assert.Equal("/", signIn.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Changing_the_language_at_an_address_with_foreign_letters_leads_back_to_it()
    {
        var client = site.Visitor();
        using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/sign-in?of=W%C3%B3jcik", UriKind.Relative));
        var page = await (await client.SendAsync(ask)).DocumentAsync();
        var back = page.QuerySelector("input[name=returnUrl]")!.GetAttribute("value")!;

        var answer = await client.PostAsync("/language", page, ("language", "pl"), ("returnUrl", back));

        Assert.Equal("/sign-in?of=W%C3%B3jcik", answer.Headers.Location!.OriginalString);
    }
}
