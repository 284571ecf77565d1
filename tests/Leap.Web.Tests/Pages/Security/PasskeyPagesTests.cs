using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Leap.Members;
using Leap.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Leap.Web.Tests.Pages.Security;

public sealed class PasskeyPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_sign_in_page_offers_them_and_says_without_script_what_they_need()
    {
        var page = await site.Visitor().PageAsync("/sign-in");

        Assert.True(page.QuerySelector("form[data-passkey]")!.HasAttribute("hidden"));
        Assert.Contains("webauthn", page.QuerySelector("input[type=email]")!.GetAttribute("autocomplete"), StringComparison.Ordinal);
        Assert.Contains("Passkeys need JavaScript", page.QuerySelector("noscript")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_asked_for_this_host_and_to_recognise_its_person()
    {
        var client = site.Visitor();
        using var answer = await client.PostAsync("/sign-in/passkey/options", await client.PageAsync("/sign-in"));
        using var options = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal("localhost", options.RootElement.GetProperty("rpId").GetString());
        Assert.Equal("required", options.RootElement.GetProperty("userVerification").GetString());
        Assert.Empty(options.RootElement.GetProperty("allowCredentials").EnumerateArray());
    }

    [Theory]
    [InlineData("http://localhost:5080", false, true)]
    [InlineData("http://localhost:5081", false, false)]
    [InlineData("https://localhost:5080", false, false)]
    [InlineData("http://login.localhost:5080", false, false)]
    [InlineData("https://elsewhere.example", false, false)]
    [InlineData("http://localhost:5080", true, false)]
    public async Task Answers_are_taken_from_the_public_address_alone(string origin, bool isFramed, bool isTaken)
    {
        var options = site.Services.GetRequiredService<IOptions<IdentityPasskeyOptions>>().Value;

        var taken = await options.ValidateOrigin!(
            new PasskeyOriginValidationContext { HttpContext = new DefaultHttpContext(), Origin = origin, CrossOrigin = isFramed });

        Assert.Equal(isTaken, taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{}}""")]
    public async Task An_answer_that_proves_nothing_signs_nobody_in(string credential)
    {
        var client = site.Visitor();
        var page = await client.PageAsync("/sign-in");
        await client.PostAsync("/sign-in/passkey/options", page);

        using var answer = await client.PostAsync("/sign-in/passkey", page, ("credential", credential));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull((await answer.DocumentAsync()).QuerySelector("[role=alert]"));
        Assert.Equal(HttpStatusCode.Redirect, await client.StatusAsync("/me/security"));
    }

    [Fact]
    public async Task An_answer_without_a_question_signs_nobody_in()
    {
        var client = site.Visitor();
        using var answer = await client.PostAsync("/sign-in/passkey", await client.PageAsync("/sign-in"), ("credential", "{}"));

        Assert.NotNull((await answer.DocumentAsync()).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task One_of_somebody_else_does_not_exist()
    {
        var id = await KeepAsync("Jan Wójcik", "Jan's phone");
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/me/security/passkeys");
        var address = $"/me/security/passkeys/{id}";

        Assert.DoesNotContain("Jan's phone", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync(address));
        foreach (var handler in (string[])["Rename", "Remove"])
        {
            using var answer = await client.PostAsync($"{address}?handler={handler}", page, ("name", "mine"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal("Jan's phone", await NameAsync(id));
    }

    [Fact]
    public async Task One_of_ones_own_is_renamed_to_one_line_and_never_to_nothing()
    {
        var id = await KeepAsync("Ben Carter", "Old");
        var client = await site.SignInAsync("seller");
        var address = $"/me/security/passkeys/{id}";
        var page = await client.PageAsync(address);
        var form = page.QuerySelector("form[action$=Rename]")!.GetAttribute("action")!;

        using var empty = await client.PostAsync(form, page, ("name", "  "));
        Assert.Equal("Write a name for this passkey.", (await empty.DocumentAsync()).QuerySelector("#name-error")!.TextContent);
        using var renamed = await client.PostAsync(form, page, ("name", " <b>My\r\nkey</b> " + new string('x', 100)));

        Assert.Equal(HttpStatusCode.Redirect, renamed.StatusCode);
        Assert.StartsWith("<b>My key</b> xxx", await NameAsync(id), StringComparison.Ordinal);
        Assert.Equal(60, (await NameAsync(id)).Length);
    }

    private Task<string> NameAsync(string id) => site.ReadAsync(async db =>
    {
        var credentialId = Base64Url.DecodeFromChars(id);
        return (await db.Passkeys.AsNoTracking().SingleAsync(p => p.CredentialId == credentialId)).Data.Name!;
    });

    private Task<string> KeepAsync(string person, string name) => site.ReadAsync(async db =>
    {
        var id = Guid.NewGuid().ToByteArray();
        db.Passkeys.Add(new Passkey
        {
            UserId = await Story.PersonAsync(db, person),
            CredentialId = id,
            Data = new IdentityPasskeyData { Name = name, PublicKey = [1], Transports = [], AttestationObject = [], ClientDataJson = [] },
        });
        await db.SaveChangesAsync();
        return Base64Url.EncodeToString(id);
    });
}
