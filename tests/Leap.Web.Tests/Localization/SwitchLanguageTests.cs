using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Localization;

public sealed class SwitchLanguageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_signed_in_persons_choice_holds_for_the_next_page_and_for_mail()
    {
        var client = await site.SignInAsync("firm-admin", "de");
        var page = await client.PageAsync("/sign-in");
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));

        await client.PostAsync("/language", page, ("language", "ar"), ("returnUrl", "/"));

        Assert.Equal("ar", (await client.PageAsync("/sign-in")).DocumentElement.GetAttribute("lang"));
        Assert.Equal("ar", await site.ReadAsync(db => db.People.Where(p => p.Name == "Eva Brandt").Select(p => p.Language).SingleAsync()));
    }

    [Fact]
    public async Task A_choice_made_on_the_way_in_ends_where_the_person_has_one()
    {
        var client = site.Visitor("fr");
        var page = await client.PageAsync("/sign-in");
        await client.PostAsync("/language", page, ("language", "pl"), ("returnUrl", "/"));
        page = await client.PageAsync("/sign-in");
        Assert.Equal("pl", page.DocumentElement.GetAttribute("lang"));

        await client.PostAsync("/sign-in?handler=Demo", page, ("role", "manager"), ("language", "en"));

        Assert.Equal("en", (await client.PageAsync("/sign-in")).DocumentElement.GetAttribute("lang"));
    }
}
