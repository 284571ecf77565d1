using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Tests;
using Leap.Web.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests;

/// <summary>The whole program on a database of its own that tells <see cref="Story"/>; one for all tests of a class.</summary>
public sealed class Site : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "leap-web-tests", Guid.NewGuid().ToString("N"));

    public async Task InitializeAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await Story.TellAsync(scope.ServiceProvider);
    }

    /// <summary>A client that keeps cookies and follows no redirect, so that tests see where a page leads.</summary>
    public HttpClient Visitor(string? acceptLanguage = null)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (acceptLanguage is not null)
        {
            client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        }

        return client;
    }

    /// <param name="role">`seller`, `firm-admin` or a role of the staff, as the development sign-in offers them.</param>
    public async Task<HttpClient> SignInAsync(string role, string language = "en")
    {
        var client = Visitor();
        var page = await client.PageAsync("/sign-in");
        var answer = await client.PostAsync("/sign-in?handler=Demo", page, ("role", role), ("language", language));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>A client with the session of the person who has the address, whoever that is; no page is asked for it.</summary>
    public Task<HttpClient> SignInAsAsync(string email) => UseAsync(async services =>
    {
        var normalised = email.ToUpperInvariant();
        var person = await services.GetRequiredService<LeapDb>().People.SingleAsync(p => p.NormalizedEmail == normalised);
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Scheme = "https";
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await services.GetRequiredService<Entrance>()
            .AdmitAsync(http, person, SignInMethod.Demo, returnUrl: null, CancellationToken.None);
        var client = Visitor();
        client.DefaultRequestHeaders.Add("Cookie", http.Response.Headers.SetCookie.Select(c => c!.Split(';')[0]));
        return client;
    });

    /// <summary>Runs something against the site's own services: a look at the database, an operation.</summary>
    public async Task<T> UseAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public Task<T> ReadAsync<T>(Func<LeapDb, Task<T>> read) => UseAsync(services => read(services.GetRequiredService<LeapDb>()));

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Directory.CreateDirectory(folder);
        builder.UseEnvironment("Development");
        builder.UseSetting("Leap:Demo", "false");
        builder.UseSetting("Leap:DataFolder", folder);
        builder.UseSetting("Leap:Programme:TimeZone", "Europe/Amsterdam");
        builder.UseSetting("Leap:Web:RequestsPerMinute", "1000000");
        builder.UseSetting("Leap:Access:PostsPerMinute", "1000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Leap.Audit", "Information");
        builder.ConfigureServices(s => s.PostConfigure<PasswordHasherOptions>(o => o.IterationCount = 1_000));
    }
}

public static class Browsing
{
    private static readonly HtmlParser Parser = new();

    extension(HttpClient client)
    {
        /// <summary>The page at the address, which must answer 200.</summary>
        public async Task<IHtmlDocument> PageAsync(string address)
        {
            var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {(int)answer.StatusCode}");
            return await answer.DocumentAsync();
        }

        public async Task<HttpStatusCode> StatusAsync(string address) =>
            (await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode;

        /// <summary>Sends the fields with the antiforgery token of a page got before.</summary>
        public Task<HttpResponseMessage> PostAsync(string address, IHtmlDocument page, params (string Name, string Value)[] fields)
        {
            var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
            all.Add(KeyValuePair.Create("__RequestVerificationToken", token));
            return client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(all));
        }
    }

    public static async Task<IHtmlDocument> DocumentAsync(this HttpResponseMessage answer) =>
        Parser.ParseDocument(await answer.Content.ReadAsStringAsync());
}
