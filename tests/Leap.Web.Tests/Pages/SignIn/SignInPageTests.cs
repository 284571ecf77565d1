using System.Net;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.SignIn;

public sealed class SignInPageTests(Site site) : IClassFixture<Site>
{
    private const string Anna = "p1@firm.example";
    private const string Mia = "p11@firm.example";

    [Fact]
    public async Task An_address_and_its_password_lead_to_where_one_wanted_to_go()
    {
        await site.GivePasswordAsync(Anna);
        var client = site.Visitor();

        var answer = await client.TryPasswordAsync(Anna, Visits.Password, "/points");

        Assert.Equal("/points", answer.Lead());
        Assert.True(await client.IsInAsync());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_site(string returnUrl)
    {
        await site.GivePasswordAsync(Anna);

        var answer = await site.Visitor().TryPasswordAsync(Anna, Visits.Password, returnUrl);

        Assert.Equal("/", answer.Lead());
    }

    [Fact]
    public async Task Wrong_unknown_suspended_and_without_a_password_read_the_same()
    {
        await site.GivePasswordAsync("p3@firm.example");
        await site.GivePasswordAsync("p4@firm.example");
        await site.ReadAsync(db => db.People.Where(p => p.Email == "p4@firm.example")
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.SuspendedAt, DateTime.UnixEpoch)));
        var wrong = await AskAsync("p3@firm.example", "eight grey herons");

        Assert.Equal(wrong, await AskAsync("p0@firm.example", Visits.Password));
        Assert.Equal(wrong, await AskAsync("p4@firm.example", Visits.Password));
        Assert.Equal(wrong, await AskAsync("p5@firm.example", Visits.Password));
        Assert.Equal(HttpStatusCode.OK, wrong.Status);
    }

    [Theory]
    [InlineData("/sign-in", "?handler=Link")]
    [InlineData("/sign-in/reset", "")]
    public async Task A_link_and_a_reset_are_answered_the_same_for_an_unknown_address(string page, string handler) =>
        Assert.Equal(await SentAsync(page, handler, "p6@firm.example"), await SentAsync(page, handler, "p0@firm.example"));

    [Fact]
    public async Task Too_many_tries_say_when_to_come_again_for_an_unknown_address_too()
    {
        HttpResponseMessage known = null!, unknown = null!;
        for (var i = 0; i < 6; i++)
        {
            known = await site.Visitor().TryPasswordAsync("p7@firm.example", "wrong wrong");
            unknown = await site.Visitor().TryPasswordAsync("q7@firm.example", "wrong wrong");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, known.StatusCode);
        Assert.Equal("60", Assert.Single(known.Headers.GetValues("Retry-After")));
        Assert.Equal(
            (await known.BodyAsync()).Replace("p7@", "", StringComparison.Ordinal),
            (await unknown.BodyAsync()).Replace("q7@", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_after_the_password_and_a_code_counts_once()
    {
        const string Address = "p8@firm.example";
        await site.GivePasswordAsync(Address);
        var key = await site.GiveSecondFactorAsync(Address);
        var client = site.Visitor();

        Assert.Equal("/sign-in/code", (await client.TryPasswordAsync(Address, Visits.Password, "/points")).Lead());
        Assert.False(await client.IsInAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.FillAsync("/sign-in/code", ("Code", "abcdef"))).StatusCode);
        var code = await site.CodeAsync(key);
        Assert.Equal("/points", (await client.FillAsync("/sign-in/code", ("Code", code))).Lead());
        Assert.True(await client.IsInAsync());

        var other = site.Visitor();
        await other.TryPasswordAsync(Address, Visits.Password);
        Assert.Equal(HttpStatusCode.OK, (await other.FillAsync("/sign-in/code", ("Code", code))).StatusCode);
        Assert.False(await other.IsInAsync());
    }

    [Fact]
    public async Task Neither_a_link_nor_a_reset_gets_round_the_second_factor()
    {
        const string Address = "p9@firm.example";
        await site.GiveSecondFactorAsync(Address);
        var id = await site.PersonAsync(Address);
        var client = site.Visitor();
        await client.PostAsync("/sign-in?handler=Link", await client.PageAsync("/sign-in"), ("Input.Email", Address));
        var link = await site.LinkAsync("sign-in-link", "/sign-in/link", id);

        Assert.Equal("/sign-in/code", (await client.FillAsync(link)).Lead());
        Assert.False(await client.IsInAsync());

        await client.FillAsync("/sign-in/reset", ("Input.Email", Address));
        link = await site.LinkAsync("password-link", "/sign-in/password", id);
        Assert.Equal("/sign-in/code", (await client.FillAsync(link, ("Password", Visits.Password))).Lead());
        Assert.False(await client.IsInAsync());
        Assert.Equal("/sign-in", (await client.GetAsync(new Uri("/sign-in/set-up", UriKind.Relative))).Lead());
    }

    [Fact]
    public async Task A_password_that_changed_meanwhile_ends_the_step_before_the_code()
    {
        const string Address = "p10@firm.example";
        await site.GivePasswordAsync(Address);
        var key = await site.GiveSecondFactorAsync(Address);
        var client = site.Visitor();
        await client.TryPasswordAsync(Address, Visits.Password);
        var page = await client.PageAsync("/sign-in/code");
        await site.GivePasswordAsync(Address);

        Assert.Equal("/sign-in", (await client.PostAsync("/sign-in/code", page, ("Code", await site.CodeAsync(key)))).Lead());
    }

    [Fact]
    public async Task Staff_set_up_a_second_factor_before_anything_else_opens()
    {
        await site.GivePasswordAsync(Mia);
        var client = site.Visitor();

        Assert.Equal("/sign-in/set-up", (await client.TryPasswordAsync(Mia, Visits.Password, "/manage/sales")).Lead());
        Assert.Contains("/sign-in?", (await client.GetAsync(new Uri("/manage/sales", UriKind.Relative))).Lead(), StringComparison.Ordinal);
        var page = await client.PageAsync("/sign-in/set-up");
        Assert.NotNull(page.QuerySelector("svg.qr-code"));
        var key = page.QuerySelector("#key")!.GetAttribute("value")!.Replace(" ", "", StringComparison.Ordinal);
        var offer = page.QuerySelector("input[name='Input.Offer']")!.GetAttribute("value")!;
        var answer = await client.PostAsync(
            "/sign-in/set-up", page, ("Input.Offer", offer), ("Input.Code", await site.CodeAsync(key)));

        var codes = (await answer.DocumentAsync()).QuerySelectorAll(".recovery-codes code");
        Assert.Equal(10, codes.Length);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/manage/sales"));

        var again = site.Visitor();
        Assert.Equal("/sign-in/code", (await again.TryPasswordAsync(Mia, Visits.Password)).Lead());
        Assert.Equal("/", (await again.FillAsync("/sign-in/code", ("Code", codes[0].TextContent))).Lead());
    }

    [Fact]
    public async Task Staff_with_a_passkey_come_in_by_it_and_can_not_set_up_an_app_instead()
    {
        const string Address = "p2@firm.example";
        await site.GivePasswordAsync(Address);
        var id = await site.PersonAsync(Address);
        await site.ReadAsync(async db =>
        {
            await db.People.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Staff, StaffRole.Auditor));
            db.Passkeys.Add(new Passkey
            {
                UserId = id,
                CredentialId = [1, 2, 3],
                Data = new() { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1], Name = "Key" },
            });
            return await db.SaveChangesAsync();
        });
        var client = site.Visitor();

        Assert.Equal("/sign-in/code", (await client.TryPasswordAsync(Address, Visits.Password)).Lead());
        Assert.Null((await client.PageAsync("/sign-in/code")).QuerySelector("input[name=Code]"));
        Assert.Equal("/sign-in", (await client.GetAsync(new Uri("/sign-in/set-up", UriKind.Relative))).Lead());
    }

    [Fact]
    public async Task Without_a_first_factor_there_is_no_second_step()
    {
        Assert.Equal("/sign-in", (await site.Visitor().GetAsync(new Uri("/sign-in/code", UriKind.Relative))).Lead());
        Assert.Equal("/sign-in", (await site.Visitor().GetAsync(new Uri("/sign-in/set-up", UriKind.Relative))).Lead());
    }

    [Theory]
    [InlineData("/sign-in/link")]
    [InlineData("/sign-in/password")]
    [InlineData("/sign-in/address")]
    [InlineData("/sign-in/address/undo")]
    public async Task A_link_that_is_altered_is_refused_in_words(string page)
    {
        var answer = await site.Visitor().FillAsync($"{page}?person=1&secret=altered", ("Password", Visits.Password));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await answer.DocumentAsync()).QuerySelector(".notice.is-warning"));
    }

    [Fact]
    public async Task Password_managers_know_the_fields_and_a_button_shows_what_is_typed()
    {
        var page = await site.Visitor().PageAsync("/sign-in");

        Assert.StartsWith("username", page.QuerySelector("#Input_Email")!.GetAttribute("autocomplete"), StringComparison.Ordinal);
        var password = page.QuerySelector("#Input_Password")!;
        Assert.Equal(("current-password", null), (password.GetAttribute("autocomplete"), password.GetAttribute("maxlength")));
        Assert.NotNull(page.QuerySelector("script[src*='password.js']"));
    }

    [Theory]
    [InlineData("reviewer", StaffRole.Reviewer)]
    [InlineData("expert", StaffRole.Expert)]
    [InlineData("auditor", StaffRole.Auditor)]
    [InlineData("administrator", StaffRole.Administrator)]
    public async Task In_development_one_tap_is_enough_for_every_role(string role, StaffRole staff)
    {
        var email = $"{role}@programme.example";
        await site.ReadAsync(async db =>
        {
            db.Add(new Person
            {
                Name = role, Language = "en", Country = "DE", UserName = email, NormalizedUserName = email.ToUpperInvariant(),
                Email = email, NormalizedEmail = email.ToUpperInvariant(), SecurityStamp = role, Staff = staff,
            });
            return await db.SaveChangesAsync();
        });
        var visitor = site.Visitor();
        var button = (await visitor.PageAsync("/sign-in")).QuerySelector($"fieldset button[name=role][value={role}]")!;

        var client = await site.SignInAsync(role);

        Assert.Equal(site.In("en")[$"people.staff.{staff}"], button.TextContent);
        Assert.True(await client.IsInAsync());
    }

    [Fact]
    public async Task A_role_that_the_demo_does_not_offer_lets_nobody_in()
    {
        var visitor = site.Visitor();

        var answer = await visitor.FillAsync("/sign-in?handler=Demo", ("role", "owner"), ("language", "en"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await visitor.IsInAsync());
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string email, string password)
    {
        var answer = await site.Visitor().TryPasswordAsync(email, password);
        return (answer.StatusCode, (await answer.BodyAsync()).Replace(email, "", StringComparison.Ordinal));
    }

    private async Task<(HttpStatusCode Status, string Lead, string Body)> SentAsync(string page, string handler, string email)
    {
        var client = site.Visitor();
        var answer = await client.PostAsync(page + handler, await client.PageAsync(page), ("Input.Email", email));
        var next = await client.GetAsync(new Uri(answer.Lead(), UriKind.Relative));
        return (answer.StatusCode, answer.Lead(), await next.BodyAsync());
    }
}
