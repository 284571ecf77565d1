using System.Net;
using System.Text.Json;
using Leap.Mail;
using Leap.Members;
using Leap.Members.Invitations;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Join;

public sealed class InvitationPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_minute_at_the_link_makes_a_member_who_is_signed_in()
    {
        var link = await InviteAsync("noor@nordlicht.example");
        var visitor = site.Visitor("fr");

        var page = await visitor.PageAsync(link);
        Assert.Contains("Nordlicht IT-Systeme GmbH", page.Main, StringComparison.Ordinal);
        Assert.Contains("Eva Brandt", page.Main, StringComparison.Ordinal);
        var answer = await visitor.PostAsync(link, page, ("Input.Name", "نور"), ("Input.Language", "ar"), ("Input.Password", ""));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var home = await visitor.PageAsync("/home");
        Assert.Equal("ar", home.DocumentElement.GetAttribute("lang"));
        Assert.Contains("نور", home.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_password_is_checked_by_the_rules_of_sign_in_and_never_shown_again()
    {
        var link = await InviteAsync("ida@nordlicht.example");
        var visitor = site.Visitor();
        var page = await visitor.PageAsync(link);

        var tooShort = await visitor.PostAsync(link, page, ("Input.Name", "Ida"), ("Input.Language", "en"), ("Input.Password", "abc"));

        var again = await tooShort.DocumentAsync();
        Assert.NotEmpty(again.Fault("password-error"));
        Assert.DoesNotContain("abc", again.QuerySelector("#Input_Password")!.OuterHtml, StringComparison.Ordinal);
        var good = await visitor.PostAsync(
            link, again, ("Input.Name", "Ida"), ("Input.Language", "en"), ("Input.Password", "Krähe-im-Nebel-71-Laterne"));
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        Assert.NotNull(await site.ReadAsync(
            db => db.People.Where(p => p.Email == "ida@nordlicht.example").Select(p => p.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task A_link_that_opens_nothing_says_so_in_the_readers_language()
    {
        var link = await InviteAsync("tom@nordlicht.example");
        var visitor = site.Visitor("de");

        var altered = await visitor.PageAsync(link + "x");
        var unknown = await visitor.PageAsync("/join/987654?secret=x");

        Assert.Contains(site.In("de")["refusal.AcceptInvitation.NotValid"], altered.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("Nordlicht", altered.Main, StringComparison.Ordinal);
        Assert.Contains(site.In("de")["refusal.AcceptInvitation.NotValid"], unknown.Main, StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.People.CountAsync(p => p.Email == "tom@nordlicht.example")));
    }

    [Fact]
    public async Task Somebody_else_who_is_signed_in_can_not_use_it()
    {
        var link = await InviteAsync("uma@nordlicht.example");
        var seller = await site.SignInAsync("seller");

        Assert.Contains(
            site.In("en")["refusal.AcceptInvitation.OtherAddress"], (await seller.PageAsync(link)).Main, StringComparison.Ordinal);
    }

    private async Task<string> InviteAsync(string address)
    {
        var (firm, eva) = await site.ReadAsync(async db => (
            await db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync(),
            await db.People.Where(p => p.Name == "Eva Brandt").Select(p => p.Id).SingleAsync()));
        var invitation = await site.UseAsync(services => services.GetRequiredService<InviteColleague>().RunAsync(
            new NewInvitation(firm, address, "fr", Personas.Seller) { InvitedById = eva }, CancellationToken.None));
        var key = $"invitation/{invitation.Value.Id}/1";
        var body = await site.ReadAsync(db => db.Messages.Where(m => m.Key == key).Select(m => m.Body).SingleAsync());
        return $"/join/{invitation.Value.Id}?secret={JsonDocument.Parse(body).RootElement.GetProperty("Secret").GetString()}";
    }
}
