using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Leap.Web.Tests.Pages.SignIn;

public sealed class SignInLimitTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Too_many_forms_at_once_get_a_page_in_the_readers_language_and_when_to_come_again()
    {
        await using var strict = site.WithWebHostBuilder(b => b.UseSetting("Leap:Access:PostsPerMinute", "2"));
        var client = strict.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept-Language", "de");
        HttpResponseMessage answer = null!;
        for (var i = 0; i < 3; i++)
        {
            answer = await client.TryPasswordAsync($"{i}@firm.example", "wrong wrong");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        var page = await answer.DocumentAsync();
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("429", page.QuerySelector(".fault-code")!.TextContent);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_bound_to_the_host_and_out_of_reach()
    {
        await using var secure = site.WithWebHostBuilder(b => b.UseSetting("Leap:PublicUrl", "https://localhost"));
        var client = secure.CreateClient(new WebApplicationFactoryClientOptions
        {
            AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost"),
        });
        await site.GivePasswordAsync("p1@firm.example");

        var answer = await client.TryPasswordAsync("p1@firm.example", Visits.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-leap=", StringComparison.Ordinal));
        foreach (var flag in (string[])["secure", "httponly", "samesite=lax", "path=/"])
        {
            Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Outside_of_development_there_is_no_one_tap_sign_in()
    {
        await using var live = site.WithWebHostBuilder(b => b.UseEnvironment("Production"));
        var client = live.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var page = await client.PageAsync("/sign-in");

        Assert.Null(page.QuerySelector("button[name=role]"));
        var answer = await client.PostAsync("/sign-in?handler=Demo", page, ("role", "manager"), ("language", "en"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
