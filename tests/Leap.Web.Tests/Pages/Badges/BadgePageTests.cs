using System.Net;
using Leap.Badges;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Badges;

public sealed class BadgePageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("en", "ltr", "First step")]
    [InlineData("de", "ltr", "Erster Schritt")]
    [InlineData("fr", "ltr", "First step")]
    [InlineData("es", "ltr", "First step")]
    [InlineData("pt-BR", "ltr", "First step")]
    [InlineData("pl", "ltr", "First step")]
    [InlineData("ar", "rtl", "First step")]
    [InlineData("zh-Hans", "ltr", "First step")]
    public async Task Anyone_with_the_address_sees_it_in_each_language(string language, string direction, string name)
    {
        var page = await site.Visitor().PageAsync($"/badges/{await PublicIdAsync("FIRST-STEP")}?language={language}");

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(direction, page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Anna Schmidt", page.QuerySelector(".credential-holder")!.TextContent);
        Assert.DoesNotMatch(@"\bbadge\.[a-z]", page.QuerySelector("main")!.TextContent);
        Assert.Equal(9, page.QuerySelectorAll("link[rel=alternate][hreflang]").Length);
    }

    [Fact]
    public async Task It_tells_networks_what_it_is_and_holds_no_mail_address()
    {
        var publicId = await PublicIdAsync("FIRST-STEP");

        var page = await site.Visitor().PageAsync($"/badges/{publicId}");

        string? Told(string property) => page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content");
        Assert.Equal("First step, won by Anna Schmidt", Told("og:title"));
        Assert.Equal("website", Told("og:type"));
        Assert.Equal($"http://localhost:5080/badges/{publicId}", Told("og:url"));
        Assert.Equal("en_US", Told("og:locale"));
        Assert.Equal(Told("og:url"), page.QuerySelector("link[hreflang=x-default]")!.GetAttribute("href"));
        Assert.DoesNotContain("@firm.example", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href*='linkedin']"));
    }

    [Fact]
    public async Task Search_engines_keep_out_until_the_holder_shares_and_again_after()
    {
        var anna = await site.SignInAsync("seller", "de");
        var address = $"/badges/{await PublicIdAsync("FIRST-SALE")}";
        var mine = await anna.PageAsync(address);

        Assert.NotNull((await site.Visitor().PageAsync(address)).QuerySelector("meta[name=robots][content=noindex]"));
        var shared = await anna.PostAsync(address, mine, ("isShared", "true"));
        Assert.Equal(address, shared.Headers.Location!.OriginalString);
        Assert.Null((await site.Visitor().PageAsync(address)).QuerySelector("meta[name=robots]"));
        await anna.PostAsync(address, mine, ("isShared", "false"));
        Assert.NotNull((await site.Visitor().PageAsync(address)).QuerySelector("meta[name=robots]"));
    }

    [Fact]
    public async Task Its_holder_finds_links_and_fields_to_share_it()
    {
        var anna = await site.SignInAsync("seller", "de");
        var publicId = await PublicIdAsync("FIRST-STEP");

        var page = await anna.PageAsync($"/badges/{publicId}?language=en");

        Assert.Equal($"http://localhost:5080/badges/{publicId}", page.QuerySelector(".copy-field input")!.GetAttribute("value"));
        var links = page.QuerySelectorAll("a[target=_blank]");
        Assert.Equal(5, links.Length);
        Assert.All(links, link => Assert.Equal("noopener", link.GetAttribute("rel")));
        Assert.Contains("certUrl=http%3A%2F%2Flocalhost%3A5080", links[0].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_can_share_it()
    {
        var ben = await site.SignInAsync("seller");
        var address = $"/badges/{await PublicIdAsync("FIRST-STEP")}";
        var visitor = site.Visitor();

        var bySeller = await ben.PostAsync(address, await ben.PageAsync(address), ("isShared", "true"));
        var byVisitor = await visitor.PostAsync(address, await visitor.PageAsync(address), ("isShared", "true"));

        Assert.Equal(HttpStatusCode.NotFound, bySeller.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, byVisitor.StatusCode);
    }

    [Fact]
    public async Task An_unknown_id_is_404_and_so_is_one_in_other_letters()
    {
        var publicId = await PublicIdAsync("FIRST-STEP");
        var swapped = string.Concat(publicId.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync("/badges/AAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync($"/badges/{swapped}"));
    }

    private Task<string> PublicIdAsync(string code) => site.ReadAsync(async db =>
    {
        var personId = await Story.PersonAsync(db, "Anna Schmidt");
        var badges = db.Badges.Where(b => b.Code == code).Select(b => b.Id);
        return await db.Assertions.Where(a => a.PersonId == personId && badges.Contains(a.BadgeId)).Select(a => a.PublicId).SingleAsync();
    });
}
