using System.Globalization;
using System.Security.Claims;
using Leap.Locales;
using Leap.Settings;
using Leap.Web.Localization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Localization;

/// <summary>The localization alone, over a page that tells its language and a checked form; a header stands for the sign-in.</summary>
internal sealed class SmallSite : IAsyncDisposable
{
    public const string SignedInLanguage = "X-Signed-In-Language";

    private readonly WebApplication app;

    private SmallSite(WebApplication app) => this.app = app;

    public static async Task<SmallSite> StartAsync(string programmeLanguage = "en")
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(new LeapSettings { Programme = new ProgrammeSettings { Language = programmeLanguage } });
        builder.Services.AddControllersWithViews().AddApplicationPart(typeof(SmallSite).Assembly);
        builder.Services.AddAntiforgery();
        builder.Services.AddLeapLocalization();
        var site = builder.Build();
        site.Use((context, next) =>
        {
            if (context.Request.Headers[SignedInLanguage].ToString() is { Length: > 0 } language)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(RequestLanguage.Claim, language)]));
            }

            return next(context);
        });
        site.UseLeapLocalization();
        site.MapControllers();
        site.MapGet("/", (Locale locale) => Results.Text(locale.Code, "text/html"));
        site.MapGet("/data", () => Results.Json(1));
        site.MapGet("/culture", () => CultureInfo.CurrentCulture.Name);
        site.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        await site.StartAsync();
        return new SmallSite(site);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, headers);
    }

    public async Task<HttpResponseMessage> PostAsync(
        string path, Dictionary<string, string> form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, headers);
    }

    /// <summary>The token's field and the cookie that belongs to it.</summary>
    public async Task<(string Token, string Cookie)> TokenAsync()
    {
        var answer = await GetAsync("/token");
        return (await answer.Content.ReadAsStringAsync(), answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var client = app.GetTestClient();
        return await client.SendAsync(request);
    }
}
