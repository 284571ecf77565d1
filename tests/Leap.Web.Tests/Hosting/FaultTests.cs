using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leap.Web.Tests.Hosting;

/// <summary>What is told to whom when something goes wrong: the reader a number, the log all of it.</summary>
public sealed class FaultTests(Site site) : IClassFixture<Site>, IDisposable
{
    private readonly LogRecorder log = new();

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_fault_shows_its_number_and_nothing_from_inside(string environment)
    {
        await using var live = Live(environment);
        using var visitor = Client(live);

        var answer = await visitor.GetAsync(new Uri(Fault.Path + "?q=1", UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.All((string[])[Fault.Secret, "hunter2", "Exception", " at Leap", ".cs:line", "Microsoft."], inside =>
            Assert.DoesNotContain(inside, body, StringComparison.Ordinal));
        var number = (await answer.DocumentAsync()).QuerySelector(".fault .code")!.TextContent;
        var logged = Assert.Single(log.Lines, l => l.Text.Contains(Fault.Secret, StringComparison.Ordinal) && l.Level == LogLevel.Error);
        Assert.Equal(32, number.Length);
        Assert.Equal(logged.Trace, number);
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/sales/1")]
    [InlineData("/courses/..%2f..%2fappsettings.json")]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    [InlineData("/css/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/.git/config")]
    [InlineData("/appsettings.json")]
    [InlineData("/css/")]
    [InlineData("/leap.db")]
    [InlineData("/manage/accounts/programme/%F0%9F%92%A9")]
    [InlineData("/sales/99999999999999999999")]
    [InlineData("/?language=%0d%0aSet-Cookie:%20a=b")]
    public async Task An_odd_address_is_a_page_or_no_page_but_never_a_fault(string address)
    {
        var answer = await site.Visitor().GetAsync(new Uri(address, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();

        Assert.True((int)answer.StatusCode < 500, $"{address}: {(int)answer.StatusCode}");
        Assert.DoesNotContain("ConnectionString", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LogLevel", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("CONNECTED")]
    public async Task A_method_that_nothing_takes_is_refused(string method)
    {
        using var ask = new HttpRequestMessage(new HttpMethod(method), new Uri("/sign-in", UriKind.Relative));

        var answer = await site.Visitor().SendAsync(ask);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.DoesNotContain("TRACE", answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Whoever_is_refused_stands_in_the_log_by_number_and_what_was_sent_does_not()
    {
        await using var live = Live("Development");
        using var visitor = Client(live);
        var page = await visitor.PageAsync("/sign-in");
        await visitor.PostAsync("/sign-in?handler=Demo", page, ("role", "seller"), ("language", "en"));
        var luis = await site.ReadAsync(db => Task.FromResult(db.Set<Leap.Sales.Sale>().Single(s => s.InvoiceNumber == "A-77").Id));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("password", "hunter3")]);

        await visitor.GetAsync(new Uri("/manage/people/1?secret=hunter2", UriKind.Relative));
        await visitor.GetAsync(new Uri($"/sales/{luis}", UriKind.Relative));
        await visitor.PostAsync(new Uri("/sales/log", UriKind.Relative), form);

        var refused = log.Lines.Where(l => l.Text.StartsWith("Refused with", StringComparison.Ordinal)).Select(l => l.Text).ToList();
        Assert.Contains(refused, l => l.StartsWith("Refused with 404: GET of manage/people/{id:long} by person", StringComparison.Ordinal));
        Assert.Contains(refused, l => l.StartsWith("Refused with 404: GET of sales/{id:long} by person", StringComparison.Ordinal));
        Assert.Contains(refused, l => l.StartsWith("Refused with 400: POST of sales/log by person", StringComparison.Ordinal));
        Assert.DoesNotContain(refused, l => l.EndsWith("(null)", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Text.Contains("hunter", StringComparison.Ordinal));
    }

    public void Dispose() => log.Dispose();

    private static HttpClient Client(WebApplicationFactory<Program> live) =>
        live.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private WebApplicationFactory<Program> Live(string environment) => site.WithWebHostBuilder(b => b
        .UseEnvironment(environment)
        .ConfigureLogging(l => l.AddProvider(log))
        .ConfigureTestServices(s => s.AddSingleton<IStartupFilter>(new Fault())));
}
