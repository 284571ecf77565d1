using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>By which host and scheme people come, whom the program believes about it, and what its cookies are like then.</summary>
public sealed class FrontDoorTests(Site site) : IClassFixture<Site>
{
    private const string Public = "https://leap.example";

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example:443", HttpStatusCode.MisdirectedRequest)]
    [InlineData("leap.example.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("leap.example", HttpStatusCode.OK)]
    [InlineData("second.example", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5000", HttpStatusCode.OK)]
    public async Task Only_our_hosts_are_answered(string host, HttpStatusCode status)
    {
        await using var live = Live(("Leap:Web:Hosts", "second.example"));
        using var visitor = Client(live, Public);
        using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        ask.Headers.Host = host;

        var answer = await visitor.SendAsync(ask);

        Assert.Equal(status, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_plain_request_is_sent_to_the_public_address_and_keeps_its_path()
    {
        await using var live = Live();
        using var visitor = Client(live, "http://anything.example");

        var answer = await visitor.GetAsync(new Uri("/sign-in?language=de", UriKind.Relative));

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(Public + "/sign-in?language=de", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_form_in_plain_text_is_not_read_and_not_sent_again()
    {
        await using var live = Live();
        using var visitor = Client(live, "http://leap.example");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Input.Email", "anna@firm.example")]);

        var answer = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(Public + "/sign-in", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Those_who_watch_from_beside_may_ask_in_plain_text_by_any_name()
    {
        await using var live = Live();
        using var visitor = Client(live, "http://10.1.2.3");

        var answer = await visitor.GetAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Browsers_are_told_to_come_by_https_only_and_only_there()
    {
        await using var live = Live();
        using var visitor = Client(live, Public);

        var secure = await visitor.GetAsync(new Uri("/", UriKind.Relative));
        var plain = await site.Visitor().GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(["max-age=31536000; includeSubDomains"], secure.Headers.GetValues("Strict-Transport-Security"));
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Every_cookie_belongs_to_this_host_to_https_and_to_no_script()
    {
        await using var live = Live();
        using var visitor = Client(live, Public);
        var page = await visitor.PageAsync("/sign-in");

        List<string> cookies =
        [
            .. Cookies(await visitor.GetAsync(new Uri("/", UriKind.Relative))),
            .. Cookies(await visitor.PostAsync("/language", page, ("language", "pl"), ("returnUrl", "/"))),
            .. Cookies(await visitor.PostAsync("/sign-in?handler=Demo", page, ("role", "seller"), ("language", "en"))),
        ];

        Assert.Contains(cookies, c => c.StartsWith("__Host-language=", StringComparison.Ordinal));
        Assert.Contains(cookies, c => c.StartsWith("__Host-leap=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.All((string[])["; path=/", "; secure", "; samesite=", "; httponly"], part =>
                Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("samesite=none", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.True(cookie.Split(';')[0].Length < 4_096);
        });
    }

    [Fact]
    public async Task Who_signs_out_leaves_nothing_in_the_browser()
    {
        var client = await site.SignInAsync("seller");

        var answer = await client.PostAsync("/sign-out", await client.PageAsync("/home"));

        Assert.Equal(["\"cache\", \"storage\""], answer.Headers.GetValues("Clear-Site-Data"));
        Assert.Equal(HttpStatusCode.Redirect, await client.StatusAsync("/home"));
    }

    [Fact]
    public async Task Outside_development_nobody_signs_in_by_one_tap()
    {
        await using var live = site.WithWebHostBuilder(b => b.UseEnvironment("Production"));
        using var visitor = Client(live, "http://localhost");

        var answer = await visitor.PostAsync(
            "/sign-in?handler=Demo", await visitor.PageAsync("/sign-in"), ("role", "manager"), ("language", "en"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "203.0.113.7", false)]
    [InlineData("10.0.0.0/8", "203.0.113.7", false)]
    [InlineData("10.0.0.0/8", "10.2.3.4", true)]
    [InlineData("10.0.0.0/8, 2001:db8::1", "2001:db8::1", true)]
    public async Task What_a_proxy_says_is_believed_of_trusted_ones_alone(string trusted, string from, bool isBelieved)
    {
        await using var live = Live(("Leap:Web:TrustedProxies", trusted));
        using var visitor = Client(live, "http://leap.example");
        using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        ask.Headers.Add("X-Forwarded-Proto", "https");
        ask.Headers.Add(Origin.Header, from);

        var answer = await visitor.SendAsync(ask);

        Assert.Equal(isBelieved ? HttpStatusCode.OK : HttpStatusCode.PermanentRedirect, answer.StatusCode);
    }

    [Fact]
    public async Task An_invented_address_changes_nothing_about_how_much_one_may_ask()
    {
        await using var live = Live(("Leap:PublicUrl", "http://localhost"), ("Leap:Web:RequestsPerMinute", "10"));
        using var visitor = Client(live, "http://localhost");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var ask = Ask("203.0.113.7", $"198.51.100.{i}");
            statuses.Add((await visitor.SendAsync(ask)).StatusCode);
        }

        using var other = Ask("203.0.113.8", forwarded: null);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(other)).StatusCode);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_reader_counts_alone()
    {
        await using var live = Live(
            ("Leap:PublicUrl", "http://localhost"), ("Leap:Web:RequestsPerMinute", "10"), ("Leap:Web:TrustedProxies", "10.0.0.0/8"));
        using var visitor = Client(live, "http://localhost");

        for (var i = 0; i < 12; i++)
        {
            using var ask = Ask("10.0.0.1", $"198.51.100.{i}");
            Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(ask)).StatusCode);
        }
    }

    [Fact]
    public async Task Who_asks_too_much_is_told_when_to_come_again_in_a_language_of_theirs()
    {
        await using var live = Live(("Leap:PublicUrl", "http://localhost"), ("Leap:Web:RequestsPerMinute", "10"));
        using var visitor = Client(live, "http://localhost");
        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            using var ask = Ask("2001:db8::1", forwarded: null);
            ask.Headers.Add("Accept-Language", "de");
            answer = await visitor.SendAsync(ask);
        }
        while (answer.StatusCode == HttpStatusCode.OK && ++asked < 50);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var page = await answer.DocumentAsync();
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("429", page.QuerySelector(".fault-code")!.TextContent);
        using var neighbour = Ask("2001:db8::2", forwarded: null);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.SendAsync(neighbour)).StatusCode);
    }

    [Fact]
    public async Task Capitals_and_slashes_in_the_address_give_no_further_tries_to_sign_in()
    {
        await using var live = Live(("Leap:PublicUrl", "http://localhost"), ("Leap:Access:PostsPerMinute", "3"));
        using var visitor = Client(live, "http://localhost");
        var statuses = new List<HttpStatusCode>();
        foreach (var address in (string[])["/sign-in", "/SIGN-IN", "/Sign-In/", "/sign-iN"])
        {
            using var form = new FormUrlEncodedContent([]);
            statuses.Add((await visitor.PostAsync(new Uri(address, UriKind.Relative), form)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, statuses[..3]);
    }

    private static HttpRequestMessage Ask(string from, string? forwarded)
    {
        var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        ask.Headers.Add(Origin.Header, from);
        if (forwarded is not null)
        {
            ask.Headers.Add("X-Forwarded-For", forwarded);
        }

        return ask;
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    private static HttpClient Client(WebApplicationFactory<Program> live, string address) => live.CreateClient(
        new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(address) });

    private WebApplicationFactory<Program> Live(params (string Name, string Value)[] settings) => site.WithWebHostBuilder(b =>
    {
        b.UseSetting("Leap:PublicUrl", Public);
        foreach (var (name, value) in settings)
        {
            b.UseSetting(name, value);
        }

        b.ConfigureTestServices(s => s.AddSingleton<IStartupFilter>(new Origin()));
    });

    /// <summary>Lets a test say from which address a connection comes.</summary>
    private sealed class Origin : IStartupFilter
    {
        public const string Header = "Test-Origin";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, other) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[Header], out var address))
                {
                    context.Connection.RemoteIpAddress = address;
                }

                return other(context);
            });
            next(app);
        };
    }
}
