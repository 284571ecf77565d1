using System.Net;
using Leap.Access;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Tests.Pages.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Security;

public sealed class SecurityPageTests(Site site) : IClassFixture<Site>
{
    private const string Page = "/me/security";

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_refused_at_its_next_request()
    {
        const string Address = "p1@firm.example";
        var (here, there) = (await site.SignInAsAsync(Address), await site.SignInAsAsync(Address));
        var page = await here.PageAsync(Page);
        var ids = page.QuerySelectorAll("input[name=id]").Select(i => i.GetAttribute("value")!).ToList();
        Assert.Equal(2, ids.Count);
        var ours = page.QuerySelector("tr:has(.tag.is-ink) input[name=id]")!.GetAttribute("value");

        await here.PostAsync($"{Page}?handler=End", page, ("id", ids.Single(id => id != ours)));

        Assert.False(await there.IsInAsync());
        Assert.True(await here.IsInAsync());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_this_one_too_and_nobody_elses()
    {
        var (here, there) = (await site.SignInAsAsync("p2@firm.example"), await site.SignInAsAsync("p2@firm.example"));
        var somebody = await site.SignInAsAsync("p3@firm.example");

        Assert.Equal("/sign-in", (await here.PostAsync($"{Page}?handler=EndAll", await here.PageAsync(Page))).Lead());

        Assert.False(await here.IsInAsync());
        Assert.False(await there.IsInAsync());
        Assert.True(await somebody.IsInAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_the_cookie_alone()
    {
        var client = await site.SignInAsAsync("p3@firm.example");
        await client.PostAsync("/sign-out", await client.PageAsync(Page));

        Assert.False(await client.IsInAsync());
    }

    [Fact]
    public async Task A_session_at_rest_for_too_long_is_over()
    {
        const string Address = "p5@firm.example";
        var client = await site.SignInAsAsync(Address);
        var id = await site.PersonAsync(Address);
        await site.ReadAsync(db => db.Sessions.Where(s => s.PersonId == id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, x => x.SeenAt.AddDays(-14))));

        Assert.False(await client.IsInAsync());
    }

    [Fact]
    public async Task A_participant_who_joins_the_staff_has_to_come_in_with_a_second_factor()
    {
        const string Address = "p6@firm.example";
        await site.GivePasswordAsync(Address);
        var client = site.Visitor();
        await client.TryPasswordAsync(Address, Visits.Password);
        Assert.True(await client.IsInAsync());
        await site.ReadAsync(db => db.People.Where(p => p.Email == Address)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Staff, StaffRole.Auditor)));

        Assert.False(await client.IsInAsync());
    }

    [Theory]
    [InlineData("/me/security/password")]
    [InlineData("/me/security/second-factor")]
    [InlineData("/me/security/recovery-codes")]
    [InlineData("/me/security/address")]
    public async Task Changing_how_one_signs_in_asks_again_after_ten_minutes(string page)
    {
        const string Address = "p7@firm.example";
        await site.GivePasswordAsync(Address);
        var client = site.Visitor();
        await client.TryPasswordAsync(Address, Visits.Password);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(page));
        await GrowOldAsync(Address);

        var ask = (await client.GetAsync(new Uri(page, UriKind.Relative))).Lead();
        Assert.StartsWith("/me/confirm?returnUrl=", ask, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.FillAsync(ask, ("Password", "eight grey herons"))).StatusCode);
        Assert.StartsWith("/me/confirm", (await client.GetAsync(new Uri(page, UriKind.Relative))).Lead(), StringComparison.Ordinal);
        Assert.Equal(page, (await client.FillAsync(ask, ("Password", Visits.Password))).Lead());
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(page));
    }

    [Fact]
    public async Task A_form_is_not_taken_either_when_the_proof_is_too_old()
    {
        const string Address = "p8@firm.example";
        var client = await site.SignInAsAsync(Address);
        var page = await client.PageAsync("/me/security/password");
        await GrowOldAsync(Address);

        var answer = await client.PostAsync("/me/security/password", page, ("Password", Visits.Password));

        Assert.StartsWith("/me/confirm", answer.Lead(), StringComparison.Ordinal);
        Assert.Null(await site.ReadAsync(db => db.People.Where(p => p.Email == Address).Select(p => p.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task A_second_factor_goes_on_and_off_with_codes_that_are_shown_once()
    {
        var client = await site.SignInAsAsync("p9@firm.example");
        var page = await client.PageAsync("/me/security/second-factor");
        var key = page.QuerySelector("#key")!.GetAttribute("value")!.Replace(" ", "", StringComparison.Ordinal);
        var offer = page.QuerySelector("input[name='Input.Offer']")!.GetAttribute("value")!;

        var wrong = await client.PostAsync("/me/security/second-factor", page, ("Input.Offer", offer), ("Input.Code", "abcdef"));
        Assert.Equal(offer, (await wrong.DocumentAsync()).QuerySelector("input[name='Input.Offer']")!.GetAttribute("value"));
        var on = await client.PostAsync(
            "/me/security/second-factor", page, ("Input.Offer", offer), ("Input.Code", await site.CodeAsync(key)));
        Assert.Equal(10, (await on.DocumentAsync()).QuerySelectorAll(".recovery-codes code").Length);
        Assert.Contains("no-store", on.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Empty((await client.PageAsync("/me/security/second-factor")).QuerySelectorAll(".recovery-codes code"));
        Assert.Contains("10", (await client.PageAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var off = await client.PostAsync(
            "/me/security/second-factor?handler=TurnOff", await client.PageAsync("/me/security/second-factor"));
        Assert.Equal(Page, off.Lead());
    }

    [Fact]
    public async Task An_address_changes_by_the_link_that_goes_there()
    {
        const string Address = "p10@firm.example";
        var client = await site.SignInAsAsync(Address);
        var id = await site.PersonAsync(Address);
        await client.FillAsync("/me/security/address", ("Input.Email", "sam@elsewhere.example"));

        var answer = await site.Visitor().FillAsync(await site.LinkAsync("confirm-address", "/sign-in/address", id));

        Assert.NotNull((await answer.DocumentAsync()).QuerySelector(".notice.is-success"));
        Assert.Equal(id, await site.PersonAsync("sam@elsewhere.example"));
    }

    [Fact]
    public async Task Switching_the_language_keeps_the_session()
    {
        var client = await site.SignInAsAsync("p4@firm.example");
        await client.PostAsync("/language", await client.PageAsync(Page), ("language", "de"));

        Assert.True(await client.IsInAsync());
    }

    [Fact]
    public async Task A_manager_resets_a_sign_in_and_the_person_is_out()
    {
        const string Address = "p5@firm.example";
        await site.GiveSecondFactorAsync(Address);
        var (person, manager) = (await site.SignInAsAsync(Address), await site.SignInAsync("manager"));
        var page = $"/manage/people/{await site.PersonAsync(Address)}";

        var answer = await manager.PostAsync(
            $"{page}?handler=ResetSignIn", await manager.PageAsync(page), ("reason", nameof(ResetReason.LostDevice)));

        Assert.Equal(page, answer.Lead());
        Assert.False(await person.IsInAsync());
        Assert.NotNull((await manager.PageAsync(page)).QuerySelector(".notice.is-success"));
    }

    private async Task GrowOldAsync(string email)
    {
        var id = await site.PersonAsync(email);
        await site.ReadAsync(db => db.Sessions.Where(s => s.PersonId == id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, x => x.ConfirmedAt.AddMinutes(-10))));
    }
}
