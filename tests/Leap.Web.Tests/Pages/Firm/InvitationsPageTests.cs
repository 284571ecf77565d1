using System.Net;
using Leap.Members.Invitations;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Firm;

public sealed class InvitationsPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_firm_admin_invites_sends_again_and_takes_back()
    {
        var client = await site.SignInAsync("firm-admin", "de");
        var page = await client.PageAsync("/firm/invitations");

        var answer = await InviteAsync(client, page, "lea@nordlicht.example");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var list = await client.PageAsync("/firm/invitations");
        Assert.Contains("lea@nordlicht.example", list.Main, StringComparison.Ordinal);
        var id = await IdAsync("lea@nordlicht.example");

        var early = await client.PostAsync("/firm/invitations?handler=Again", list, ("invitation", id));
        Assert.Contains(
            site.In("de")["refusal.SendInvitationAgain.TooSoon"], (await early.DocumentAsync()).Main, StringComparison.Ordinal);
        await client.PostAsync("/firm/invitations?handler=Revoke", list, ("invitation", id));
        var after = await client.PageAsync("/firm/invitations");
        Assert.Contains(site.In("de")["invitations.state.Revoked"], after.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_will_not_do_says_why_beside_the_field_and_keeps_what_was_typed()
    {
        var client = await site.SignInAsync("firm-admin", "de");
        var page = await client.PageAsync("/firm/invitations");

        var answer = await InviteAsync(client, page, "le\u0430@nordlicht.example");

        var form = await answer.DocumentAsync();
        Assert.Equal(site.In("de")["refusal.InviteColleague.MixedScripts"], form.Fault("address-error"));
        Assert.Equal("le\u0430@nordlicht.example", form.Typed("Input.Address"));
    }

    [Fact]
    public async Task Another_firms_invitation_answers_404()
    {
        var ours = await site.SignInAsync("firm-admin", "de");
        var theirs = await site.SignInAsync("firm-admin", "en");
        await InviteAsync(ours, await ours.PageAsync("/firm/invitations"), "ours@nordlicht.example");
        var id = await IdAsync("ours@nordlicht.example");
        var page = await theirs.PageAsync("/firm/invitations");

        Assert.DoesNotContain("ours@nordlicht.example", page.Main, StringComparison.Ordinal);
        var answer = await theirs.PostAsync("/firm/invitations?handler=Revoke", page, ("invitation", id));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(await site.ReadAsync(
            db => db.Invitations.Where(i => i.Address == "ours@nordlicht.example").Select(i => i.RevokedAt).SingleAsync()));
    }

    private static Task<HttpResponseMessage> InviteAsync(HttpClient client, AngleSharp.Html.Dom.IHtmlDocument page, string address) =>
        client.PostAsync(
            "/firm/invitations", page, ("Input.Address", address), ("Input.Language", "fr"), ("Input.Personas", "Seller"),
            ("Input.Personas", "Marketing"));

    private async Task<string> IdAsync(string address) =>
        (await site.ReadAsync(db => db.Invitations.Where(i => i.Address == address).Select(i => i.Id).SingleAsync()))
        .ToString(System.Globalization.CultureInfo.InvariantCulture);
}
