using System.Net;
using Leap.Badges;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Profile;

public sealed class ProfilePageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_account_menu_leads_there()
    {
        var client = await site.SignInAsync("seller");

        var page = await client.PageAsync("/home");

        Assert.NotNull(page.QuerySelector(".menu-panel a[href='/me']"));
    }

    [Fact]
    public async Task A_changed_language_is_that_of_the_next_page()
    {
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync("/me");

        var answer = await client.PostAsync(
            "/me", page, ("Profile.Name", "Mia Larsen"), ("Profile.LatinName", ""), ("Profile.Language", "de"), ("Profile.TimeZone", ""));

        Assert.Equal((HttpStatusCode.Redirect, "/me"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal("de", (await client.PageAsync("/me")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_name_that_hides_something_is_explained_at_its_field_and_nothing_is_kept()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/me");

        var answer = await client.PostAsync(
            "/me",
            page,
            ("Profile.Name", "Anna\u202E x"),
            ("Profile.LatinName", ""),
            ("Profile.Language", "en"),
            ("Profile.TimeZone", "Asia/Tokyo"));

        var again = await answer.DocumentAsync();
        Assert.Equal("true", again.QuerySelector("#Profile_Name")!.GetAttribute("aria-invalid"));
        Assert.Contains("invisible mark", again.QuerySelector("#name-error")!.TextContent, StringComparison.Ordinal);
        Assert.False(await site.ReadAsync(db => db.People.AnyAsync(p => p.TimeZone == "Asia/Tokyo")));
    }

    [Fact]
    public async Task A_zone_that_was_chosen_is_the_one_that_times_are_shown_in()
    {
        var client = await site.SignInAsync("firm-admin");
        var page = await client.PageAsync("/me");
        var zones = page.QuerySelectorAll("#Profile_TimeZone optgroup");
        Assert.Contains(zones, z => z.GetAttribute("label") == "Europe");

        await client.PostAsync(
            "/me",
            page,
            ("Profile.Name", "Eva Brandt"),
            ("Profile.LatinName", ""),
            ("Profile.Language", "en"),
            ("Profile.TimeZone", "Asia/Kolkata"));

        var chosen = (await client.PageAsync("/me")).QuerySelector("#Profile_TimeZone option[selected]")!;
        Assert.Equal("Asia/Kolkata", chosen.GetAttribute("value"));
        Assert.Contains("UTC+05:30", chosen.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_mail_that_leaves_a_choice_is_on_the_page()
    {
        var client = await site.SignInAsync("seller");

        var page = await client.PageAsync("/me");

        var kinds = site.Services.GetRequiredService<MailKinds>().Choices;
        Assert.Equal(
            kinds.Where(k => k.Choice == MailChoice.CanBeDeclined).Select(k => k.Name),
            page.QuerySelectorAll("input[name='Mail.Wanted']").Select(i => i.GetAttribute("value")));
        Assert.DoesNotContain(kinds, k => k.Name == "sign-in-link");
        Assert.Equal(2, page.QuerySelectorAll("input[name='Mail.Rhythm']").Length);
    }

    [Fact]
    public async Task A_closed_badge_is_there_for_its_holder_alone()
    {
        var badge = await AwardAsync();
        var client = await site.SignInAsync("seller", "de");
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().StatusAsync($"/badges/{badge}"));

        await ChooseAsync(client, isPublic: true, badge, "closed");
        Assert.False(await site.ReadAsync(db => db.Assertions.Where(a => a.PublicId == badge).Select(a => a.IsPublic).SingleAsync()));
        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync($"/badges/{badge}"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync($"/badges/{badge}"));

        await ChooseAsync(client, isPublic: false, badge, "open");
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().StatusAsync($"/badges/{badge}"));

        await ChooseAsync(client, isPublic: false, badge, "");
        Assert.Equal(HttpStatusCode.NotFound, await site.Visitor().StatusAsync($"/badges/{badge}"));
    }

    [Fact]
    public void Every_part_of_the_world_has_its_name()
    {
        var locale = site.Services.GetRequiredService<Languages>().For("en");

        var areas = PersonZone.All.Select(z => z.Id.Split('/')[0]).Distinct(StringComparer.Ordinal);
        Assert.All(areas, area => Assert.True(locale.Has($"profile.zone.area.{area}"), area));
    }

    private static async Task ChooseAsync(HttpClient client, bool isPublic, string badge, string choice)
    {
        var page = await client.PageAsync("/me");
        var answer = await client.PostAsync(
            "/me?handler=Visibility",
            page,
            ("Visibility.BoardName", "Name"),
            ("Visibility.Alias", ""),
            ("Visibility.AreBadgesPublic", isPublic ? "true" : "false"),
            ($"Visibility.Badges[{badge}]", choice));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private Task<string> AwardAsync() => site.UseAsync(async services =>
    {
        var calendar = services.GetRequiredService<Leap.Programmes.Calendar>();
        await services.GetRequiredService<AwardBadges>().RunAsync(calendar.Today, CancellationToken.None);
        var db = services.GetRequiredService<Leap.Data.LeapDb>();
        var anna = await db.People.Where(p => p.Name == "Anna Schmidt").Select(p => p.Id).SingleAsync();
        return await db.Assertions.Where(a => a.PersonId == anna).Select(a => a.PublicId).FirstAsync();
    });
}
