using System.Globalization;
using System.Net;
using Leap.Data;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Firm;

/// <summary>Eva, the only admin of Nordlicht, looks after its people.</summary>
public sealed class MembersPageTests(Site site) : IClassFixture<Site>
{
    private const string Eva = "p6@firm.example";

    [Fact]
    public async Task The_admin_gives_a_member_duties_and_is_told_so()
    {
        var eva = await site.SignInAsAsync(Eva);
        var ben = await MemberAsync("Ben Carter");

        var answer = await eva.PostAsync(
            "/firm?handler=Personas", await eva.PageAsync("/firm"), ("id", Id(ben.Id)), ("personas", "Seller"), ("personas", "DealDesk"));

        Assert.Equal((HttpStatusCode.Redirect, "/firm"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(Personas.Seller | Personas.DealDesk, (await MemberAsync("Ben Carter")).Personas);
    }

    [Theory]
    [InlineData("Personas", "refusal.GivePersonas.LastAdmin")]
    [InlineData("End", "refusal.EndMembership.LastAdmin")]
    public async Task The_last_admin_stays_and_the_page_says_why(string handler, string key)
    {
        var eva = await site.SignInAsAsync(Eva);
        var before = await MemberAsync("Eva Brandt");

        var answer = await eva.PostAsync(
            $"/firm?handler={handler}", await eva.PageAsync("/firm"),
            ("id", Id(before.Id)), ("personas", "Seller"), ("lastOn", site.Today));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var alert = (await answer.DocumentAsync()).QuerySelector("[role=alert]")!;
        Assert.Contains(site.In("de")[key], alert.TextContent, StringComparison.Ordinal);
        var after = await MemberAsync("Eva Brandt");
        Assert.Equal((before.Personas, before.ToOn), (after.Personas, after.ToOn));
    }

    [Theory]
    [InlineData("Administrator")]
    [InlineData("63")]
    [InlineData("None")]
    [InlineData("seller")]
    public async Task A_duty_that_the_form_does_not_offer_is_refused_as_a_whole(string smuggled)
    {
        var eva = await site.SignInAsAsync(Eva);
        var jan = await MemberAsync("Jan Wójcik");

        var answer = await eva.PostAsync(
            "/firm?handler=Personas", await eva.PageAsync("/firm"), ("id", Id(jan.Id)), ("personas", "Marketing"), ("personas", smuggled));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var alert = (await answer.DocumentAsync()).QuerySelector("[role=alert]")!;
        Assert.Contains(site.In("de")["refusal.GivePersonas.UnknownPersona"], alert.TextContent, StringComparison.Ordinal);
        Assert.Equal(jan.Personas, (await MemberAsync("Jan Wójcik")).Personas);
    }

    [Theory]
    [InlineData("Personas")]
    [InlineData("End")]
    [InlineData("Consent")]
    public async Task A_member_of_another_firm_does_not_exist_whatever_firm_the_form_names(string handler)
    {
        var eva = await site.SignInAsAsync(Eva);
        var luis = await MemberAsync("Luis Ortega");

        var answer = await eva.PostAsync(
            $"/firm?handler={handler}", await eva.PageAsync("/firm"), ("id", Id(luis.Id)), ("firmId", Id(luis.FirmId)),
            ("personas", "Seller"), ("personas", "FirmAdmin"), ("lastOn", site.Today));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Ortega", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var after = await MemberAsync("Luis Ortega");
        Assert.Equal((luis.Personas, luis.ToOn), (after.Personas, after.ToOn));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private Task<Membership> MemberAsync(string name) => site.ReadAsync(async db =>
    {
        var id = await Story.PersonAsync(db, name);
        return await db.Memberships.AsNoTracking().SingleAsync(m => m.PersonId == id);
    });
}
