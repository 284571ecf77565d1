using System.Net;
using Leap.Locales;
using Leap.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Manage.Mails;

public sealed class MailsPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Lists_every_kind_by_its_name_and_leads_to_it()
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync("/manage/mails");

        Assert.Equal(
            site.Services.GetRequiredService<MailKinds>().Names.Select(n => $"/manage/mails/{n}").Order(),
            page.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!).Order());
    }

    [Fact]
    public async Task Shows_a_mail_in_every_language_beside_each_other_each_in_its_own_direction()
    {
        var client = await site.SignInAsync("manager");
        var languages = site.Services.GetRequiredService<Languages>().All;

        var page = await client.PageAsync("/manage/mails/statement");

        Assert.Equal(languages.Count, page.QuerySelectorAll(".mail-languages iframe[sandbox]").Length);
        var arabic = page.QuerySelector(".mail-languages .mail-subject[lang='ar']")!;
        Assert.Equal("rtl", arabic.GetAttribute("dir"));
        Assert.Equal("ltr", page.QuerySelector(".mail-languages .mail-subject[lang='de']")!.GetAttribute("dir"));
    }

    [Fact]
    public async Task Shows_the_chosen_example_as_plain_text()
    {
        var client = await site.SignInAsync("manager", "en");

        var page = await client.PageAsync("/manage/mails/certification-due?sample=lapsed&form=text");

        Assert.Empty(page.QuerySelectorAll("iframe"));
        Assert.Contains("has lapsed", page.QuerySelector(".mail-subject[lang='en']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("held until", page.QuerySelector(".mail-plain[lang='en']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("option[value='lapsed'][selected]"));
    }

    [Fact]
    public async Task The_frame_may_style_itself_and_do_nothing_else()
    {
        var client = await site.SignInAsync("manager");

        var answer = await client.GetAsync(new Uri("/manage/mails/statement/ar/html", UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.Contains("; sandbox; ", policy, StringComparison.Ordinal);
        Assert.Equal("rtl", (await answer.DocumentAsync()).DocumentElement.GetAttribute("dir"));
    }

    [Theory]
    [InlineData("/manage/mails/nothing")]
    [InlineData("/manage/mails/statement?sample=nothing")]
    [InlineData("/manage/mails/statement?form=nothing")]
    [InlineData("/manage/mails/statement/xx/html")]
    [InlineData("/manage/mails/nothing/en/html")]
    [InlineData("/manage/mails/statement/en/html?sample=nothing")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        var client = await site.SignInAsync("manager");

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync(address));
    }
}
