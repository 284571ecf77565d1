using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Mail;

public sealed class ChoicePageTests(Site site) : IClassFixture<Site>
{
    private const string OneClick = "List-Unsubscribe=One-Click";

    [Fact]
    public async Task One_click_stops_the_kind_without_cookies_and_twice_as_well()
    {
        var (id, token) = await TokenAsync("anna@nordlicht.example", "badge-awarded");
        var client = site.Visitor();
        for (var i = 0; i < 2; i++)
        {
            using var form = new StringContent(OneClick, Encoding.UTF8, "application/x-www-form-urlencoded");
            var answer = await client.PostAsync(new Uri($"/mail/stop/{token}?language=en", UriKind.Relative), form);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("badge-awarded", await DeclinedAsync(id));
        }
    }

    [Fact]
    public async Task One_click_may_come_as_multipart()
    {
        var (id, token) = await TokenAsync("eva@nordlicht.example", "badge-awarded");
        using var form = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };

        var answer = await site.Visitor().PostAsync(new Uri($"/mail/stop/{token}", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("badge-awarded", await DeclinedAsync(id));
    }

    [Fact]
    public async Task One_click_on_a_service_makes_it_as_rare_as_it_can_be()
    {
        var (id, token) = await TokenAsync("bernd@nordlicht.example", "statement");
        using var form = new StringContent(OneClick, Encoding.UTF8, "application/x-www-form-urlencoded");

        var page = await (await site.Visitor().PostAsync(new Uri($"/mail/stop/{token}", UriKind.Relative), form)).DocumentAsync();

        Assert.Contains("Every quarter", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var person = await site.ReadAsync(db => db.People.AsNoTracking().SingleAsync(p => p.Id == id));
        Assert.Equal(StatementRhythm.Quarterly, person.StatementRhythm);
    }

    [Fact]
    public async Task Opening_it_in_a_browser_asks_first_and_changes_nothing()
    {
        var (id, token) = await TokenAsync("clara@lumen.example", "badge-awarded");
        var client = site.Visitor();

        var page = await client.PageAsync($"/mail/stop/{token}?language=en");
        Assert.Equal("", await DeclinedAsync(id));
        var form = (IHtmlFormElement)page.QuerySelector("main form")!;
        var answer = await client.PostAsync(form.Action.Replace("about://", "", StringComparison.Ordinal), page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("badge-awarded", await DeclinedAsync(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stop/")]
    public async Task A_token_that_was_cut_short_or_changed_changes_nothing_and_is_answered_calmly(string stop)
    {
        var (id, token) = await TokenAsync($"dario{stop.Length}@lumen.example", "badge-awarded");
        var client = site.Visitor("en");
        foreach (var wrong in (string[])[token[..^1], token[..10], "x" + token, token + "0", "%FF%FE", new string('a', 3_000)])
        {
            var got = await client.GetAsync(new Uri($"/mail/{stop}{wrong}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, got.StatusCode);
            Assert.Equal("This link leads nowhere", (await got.DocumentAsync()).QuerySelector("h1")!.TextContent);
            using var form = new StringContent(OneClick, Encoding.UTF8, "application/x-www-form-urlencoded");
            var posted = await client.PostAsync(new Uri($"/mail/stop/{wrong}", UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        }

        Assert.Equal("", await DeclinedAsync(id));
    }

    [Fact]
    public async Task A_link_of_somebody_who_was_erased_shows_nothing_and_takes_the_click()
    {
        var (id, token) = await TokenAsync("eduard@lumen.example", "badge-awarded");
        await site.ReadAsync(db => db.People.Where(p => p.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ErasedAt, new DateTime(2026, 11, 11, 0, 0, 0, DateTimeKind.Utc))));
        using var form = new StringContent(OneClick, Encoding.UTF8, "application/x-www-form-urlencoded");

        var clicked = await site.Visitor().PostAsync(new Uri($"/mail/stop/{token}", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync($"/mail/{token}"));
        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);
        Assert.Equal("", await DeclinedAsync(id));
    }

    [Fact]
    public async Task The_page_saves_without_a_sign_in_and_takes_it_back()
    {
        var (id, token) = await TokenAsync("fatima@lumen.example", "badge-awarded");
        var client = site.Visitor();
        var address = $"/mail/{token}?language=en";

        var answer = await client.PostAsync(
            address, await client.PageAsync(address), ("Mail.Wanted", "new-module"), ("Mail.Rhythm", "Quarterly"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("badge-awarded", await DeclinedAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain("new-module", await DeclinedAsync(id), StringComparison.Ordinal);
        var page = await client.PageAsync(address);
        var undo = (IHtmlFormElement)page.QuerySelector(".notice form")!;
        var fields = undo.QuerySelectorAll("input[name^=Mail]").Cast<IHtmlInputElement>().Select(i => (i.Name!, i.Value)).ToArray();
        await client.PostAsync(address, page, fields);

        Assert.Equal("", await DeclinedAsync(id));
    }

    [Fact]
    public async Task All_is_stopped_at_once()
    {
        var (id, token) = await TokenAsync("gabriel@lumen.example", "statement");
        var client = site.Visitor();
        var address = $"/mail/{token}?language=en";

        await client.PostAsync($"/mail/{token}?handler=Nothing&language=en", await client.PageAsync(address));

        var person = await site.ReadAsync(db => db.People.AsNoTracking().SingleAsync(p => p.Id == id));
        var all = await site.UseAsync(services => Task.FromResult(services.GetRequiredService<MailKinds>().Choices));
        Assert.Equal(string.Join(' ', all.Where(k => k.Choice == MailChoice.CanBeDeclined).Select(k => k.Name)), person.DeclinedMail);
        Assert.Equal(StatementRhythm.Quarterly, person.StatementRhythm);
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("zh-Hans")]
    public async Task It_speaks_the_language_of_the_mail_and_names_nobody(string language)
    {
        var (_, token) = await TokenAsync($"hanna-{language}@lumen.example", "badge-awarded");

        var page = await site.Visitor("de").PageAsync($"/mail/{token}?language={language}");

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("hanna", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
    }

    private Task<string> DeclinedAsync(long id) =>
        site.ReadAsync(db => db.People.Where(p => p.Id == id).Select(p => p.DeclinedMail).SingleAsync());

    /// <summary>The token of a mail to somebody whom the test makes for itself.</summary>
    private Task<(long Id, string Token)> TokenAsync(string email, string kind) => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<Leap.Data.LeapDb>();
        var person = new Person
        {
            Name = email.Split('@')[0],
            Language = "en",
            Country = "DE",
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = "x",
        };
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.People.Add(person);
        await write.CommitAsync(CancellationToken.None);
        var seal = await services.GetRequiredService<MailSeals>().ReadAsync(CancellationToken.None);
        return (person.Id, seal.ForChoice(person.Id, kind));
    });
}
