using System.Text.Json;
using Leap.Access;
using Leap.Locales;
using Leap.Mail;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.SignIn;

/// <summary>Where a mailed sign-in link leads on to: back to what one came for, and never to anywhere else.</summary>
public sealed class SignInReturnTests(Site site) : IClassFixture<Site>
{
    private const string Invitation = "/join/7?secret=a%2Bb&x=1";

    [Theory]
    [InlineData("p1@firm.example", Invitation, Invitation)]
    [InlineData("p2@firm.example", "", "/")]
    [InlineData("p3@firm.example", "https://elsewhere.example/", "/")]
    [InlineData("p4@firm.example", "//elsewhere.example", "/")]
    [InlineData("p5@firm.example", "/\\elsewhere.example", "/")]
    public async Task A_mailed_link_leads_back_to_where_one_came_from_and_only_within_the_site(string email, string asked, string leads)
    {
        var client = site.Visitor();
        var link = await AskAsync(client, email, asked);

        Assert.Equal(leads, (await client.FillAsync(link, Fields(await client.PageAsync(link)))).Lead());
        Assert.True(await client.IsInAsync());
    }

    [Theory]
    [InlineData("p6@firm.example", "returnUrl=%2Fpoints")]
    [InlineData("p7@firm.example", "returnUrl=https%3A%2F%2Felsewhere.example")]
    public async Task An_address_that_was_put_under_a_link_later_is_not_followed(string email, string other)
    {
        var client = site.Visitor();
        var link = await AskAsync(client, email, "/home");
        var altered = link.Replace("returnUrl=%2Fhome", other, StringComparison.Ordinal);

        Assert.NotEqual(link, altered);
        Assert.Equal("/", (await client.FillAsync(altered, Fields(await client.PageAsync(altered)))).Lead());
    }

    private static (string Name, string Value)[] Fields(AngleSharp.Dom.IDocument page) =>
    [
        .. page.QuerySelectorAll("main form input[type=hidden]")
            .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .Where(f => f.Item1 is "Person" or "Secret" or "ReturnUrl" or "Seal"),
    ];

    /// <returns>The link in the mail.</returns>
    private async Task<string> AskAsync(HttpClient client, string email, string returnUrl)
    {
        var address = "/sign-in?handler=Link&returnUrl=" + Uri.EscapeDataString(returnUrl);
        await client.PostAsync(address, await client.PageAsync("/sign-in"), ("Input.Email", email));
        var id = await site.PersonAsync(email);
        var body = await site.ReadAsync(db => db.Messages.Where(m => m.Kind == SignInLinkMail.Kind && m.PersonId == id)
            .Select(m => m.Body).SingleAsync());
        var mail = JsonSerializer.Deserialize<SignInLinkMail>(body)!;
        return Assert.Single(mail.Compose(site.In("en")).Blocks.OfType<Button>()).Path;
    }
}
