using System.Net;
using Leap.Access;
using Leap.Data;
using Leap.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.SignIn;

public sealed class DirectoryPageTests(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private const string Anna = "P1@firm.example";
    private const string Mia = "p11@firm.example";

    private FakeDirectory directory = null!;
    private WebApplicationFactory<Program> host = null!;

    public async Task InitializeAsync()
    {
        directory = await FakeDirectory.OpenAsync();
        host = site.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Leap:Access:OpenId:Authority", directory.Address);
            builder.UseSetting("Leap:Access:OpenId:ClientId", FakeDirectory.ClientId);
            builder.UseSetting("Leap:Access:OpenId:ClientSecret", FakeDirectory.Secret);
            builder.UseSetting("Leap:Access:OpenId:Name", "Halden ID");
            builder.UseSetting("Leap:Access:OpenId:SecondFactorValues", "mfa");
        });
        await site.ReadAsync(db => db.Set<IdentityUserLogin<long>>().ExecuteDeleteAsync());
        await site.ReadAsync(db => db.Sessions.ExecuteDeleteAsync());
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await directory.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_the_verified_address_comes_in_and_is_known_by_the_subject_from_then_on()
    {
        Say("s-1", Anna, isVerified: true);
        Assert.Equal("/points", await ComeAsync("/points"));

        directory.ChangeKey();
        Say("s-1", "renamed@elsewhere.example", isVerified: false);
        Assert.Equal("/points", await ComeAsync("/points"));

        Assert.Equal(2, await site.ReadAsync(db => db.Sessions.CountAsync(s => s.Method == SignInMethod.Directory && !s.IsFull)));
    }

    [Fact]
    public async Task Staff_owe_the_second_factor_unless_the_directory_says_that_it_asked_for_one()
    {
        Say("s-2", Mia, isVerified: true);
        Assert.Equal("/sign-in/set-up", await ComeAsync("/"));

        directory.Claims["amr"] = new[] { "pwd", "mfa" };
        Assert.Equal("/", await ComeAsync("/"));
        Assert.Equal(1, await site.ReadAsync(db => db.Sessions.CountAsync(s => s.IsFull)));
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("aud", "another")]
    [InlineData("azp", "another")]
    [InlineData("minutes", -10)]
    [InlineData("alg", "none")]
    [InlineData("alg", "RS512")]
    public async Task A_token_that_is_not_for_this_sign_in_proves_nothing(string what, object value)
    {
        Say("s-3", Anna, isVerified: true);
        if (what == "alg")
        {
            directory.Algorithm = (string)value;
        }
        else
        {
            directory.Claims[what] = value;
        }

        await AssertRefusedAsync("not-proved", "Halden ID didn’t confirm who you are");
    }

    [Fact]
    public async Task An_address_that_is_not_verified_opens_nothing()
    {
        Say("s-4", Anna, isVerified: false);

        await AssertRefusedAsync("EmailNotVerified", "hasn’t verified your e-mail address");
    }

    [Fact]
    public async Task Whom_nobody_knows_is_not_created()
    {
        Say("s-5", "stranger@halden.example", isVerified: true);

        await AssertRefusedAsync("Unknown", "No account here has the address");
    }

    [Fact]
    public async Task A_directory_that_is_down_is_told_in_the_readers_language()
    {
        using var client = Visitor();
        await directory.DisposeAsync();

        var page = await client.PageAsync("/sign-in/directory");

        Assert.Contains("Halden ID doesn’t answer", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        directory = await FakeDirectory.OpenAsync();
    }

    [Fact]
    public async Task Without_settings_there_is_no_such_page_and_no_button()
    {
        using var client = site.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("/sign-in/directory"));
        Assert.Empty((await client.PageAsync("/sign-in")).QuerySelectorAll("a[href^='/sign-in/directory']"));
    }

    [Fact]
    public async Task An_answer_of_another_browser_is_refused()
    {
        Say("s-6", Anna, isVerified: true);
        using var client = Visitor();
        using var other = Visitor();
        var callback = await LeaveAsync(client, "/");

        Assert.EndsWith("not-proved", await LocationAsync(other, callback), StringComparison.Ordinal);
    }

    private void Say(string subject, string email, bool isVerified)
    {
        directory.Claims.Clear();
        directory.Claims["sub"] = subject;
        directory.Claims["email"] = email;
        directory.Claims["email_verified"] = isVerified;
    }

    private async Task AssertRefusedAsync(string why, string words)
    {
        Assert.Equal($"/sign-in/directory?why={why}", await ComeAsync("/"));

        using var client = Visitor();
        var page = await client.PageAsync($"/sign-in/directory?why={why}");
        Assert.Contains(words, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((0, 0), await site.ReadAsync(async db =>
            (await db.Sessions.CountAsync(), await db.Set<IdentityUserLogin<long>>().CountAsync())));
    }

    /// <summary>The whole way of a browser.</summary>
    /// <returns>Where it ends.</returns>
    private async Task<string> ComeAsync(string returnUrl)
    {
        using var client = Visitor();
        return await LocationAsync(client, await LeaveAsync(client, returnUrl));
    }

    /// <returns>The address by which the directory sends the browser back.</returns>
    private async Task<string> LeaveAsync(HttpClient client, string returnUrl)
    {
        var asked = new Uri(await LocationAsync(client, $"/sign-in/directory?returnUrl={returnUrl}"));
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("http://localhost:5080/sign-in/directory/callback", query["redirect_uri"]);
        directory.Receive(asked);
        return QueryHelpers.AddQueryString("/sign-in/directory/callback", new Dictionary<string, string?>
        {
            ["code"] = "c", ["state"] = query["state"],
        });
    }

    private static async Task<string> LocationAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private HttpClient Visitor() => host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
}
