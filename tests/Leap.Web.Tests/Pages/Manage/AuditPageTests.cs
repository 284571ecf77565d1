using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Leap.Audit;
using Leap.Data;
using Leap.Web.Tests.Pages.Manage.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class AuditPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/audit";
    private const int QueriesMax = 10;

    [Fact]
    public async Task A_decision_shows_who_what_when_and_why_and_the_trace_that_the_log_has()
    {
        using var log = new Recorder();
        site.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var id = await site.ReportAsync("Ben Carter", "AUDIT-1");
        var client = await site.MiaAsync();
        await client.PostAsync(
            $"/manage/sales/{id}?handler=Reject",
            await client.PageAsync($"/manage/sales/{id}"),
            ("Input.Reason", "ProofMissing"),
            ("Input.Note", "Half of it is dark"));

        var record = Assert.Single(Records(await client.PageAsync($"{Address}?kind=sale&id={id}")));

        Assert.Equal(site.In("en")["audit.action.SaleRejected"], record.QuerySelector("h2")!.TextContent);
        Assert.Equal("AUDIT-1", record.QuerySelector($"a[href='/manage/sales/{id}']")!.TextContent);
        Assert.Equal("Mia Larsen", record.QuerySelector("a[href^='/manage/people/']")!.TextContent);
        Assert.Contains(site.In("en")["review.reason.ProofMissing"], record.TextContent, StringComparison.Ordinal);
        Assert.Contains("Half of it is dark", record.TextContent, StringComparison.Ordinal);
        Assert.Equal(["State", "In review", "Not approved"], record.QuerySelectorAll("tbody tr > *").Select(c => c.TextContent.Trim()));
        var trace = record.QuerySelector(".audit-trace .code")!.TextContent;
        Assert.Equal(32, trace.Length);
        var logged = Assert.Single(log.Lines, line => line.Contains($"Sale {id},", StringComparison.Ordinal));
        Assert.EndsWith(trace, logged, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person=larsen&action=saleapproved", true)]
    [InlineData("person=schmidt", false)]
    [InlineData("person=999999", false)]
    [InlineData("kind=sale&id=INV-1", true)]
    [InlineData("kind=promotion&id=INV-1", false)]
    [InlineData("action=salerejected&id=INV-1", false)]
    [InlineData("id=INV-1&from=2020-01-01&until=2199-12-31", true)]
    [InlineData("until=2020-01-01", false)]
    [InlineData("from=2199-12-31", false)]
    [InlineData("id=INV-1&action=nonsense&kind=99&from=soon&until=9999-12-31&after=99999999999999999999-x", true)]
    public async Task Filters_narrow_it_down_and_nonsense_is_left_out(string query, bool isFound)
    {
        var client = await site.MiaAsync();

        var page = await client.PageAsync($"{Address}?{query}");

        Assert.Equal(isFound, Records(page).Any(r => r.TextContent.Contains("INV-1", StringComparison.Ordinal)));
        Assert.Equal(!isFound, page.QuerySelector(".empty") is not null);
        Assert.NotNull(page.QuerySelector($"main a[href='{Address}']"));
    }

    [Fact]
    public async Task A_person_is_found_by_number_and_a_correction_leads_to_its_entry_and_note()
    {
        var (client, mia) = (await site.MiaAsync(), await site.PersonAsync("Mia Larsen"));
        var luis = await site.PersonAsync("Luis Ortega");
        await client.CorrectAsync(site, luis, ("Input.Note", "For the audit"));

        var page = await client.PageAsync($"{Address}?person={mia}&kind=person&id={luis}");

        var record = Assert.Single(Records(page));
        Assert.NotNull(record.QuerySelector($"a[href='/manage/accounts/person/{luis}']"));
        Assert.NotNull(record.QuerySelector("td a[href^='/manage/accounts/entry/']"));
        Assert.Contains("For the audit", record.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_by_key_and_show_each_record_once()
    {
        await AddAsync(120, number => new AuditEntry(AuditAction.JobStarted, AuditObject.Job, "paged") { ActorId = number });
        var client = await site.MiaAsync();
        var seen = new List<long>();
        string? address = $"{Address}?kind=job&id=paged";
        while (address is not null)
        {
            var page = await client.PageAsync(address);
            seen.AddRange(Records(page).Select(r => long.Parse(r.Id!.Split('-')[1], CultureInfo.InvariantCulture)));
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(120, seen.Count);
        Assert.Equal(seen.Distinct().OrderDescending(), seen);
    }

    [Fact]
    public async Task The_file_has_invariant_forms_and_a_guard_against_formulas()
    {
        await AddAsync(1, _ => new AuditEntry(AuditAction.UnitsReturned, AuditObject.Sale, 4711)
        {
            Label = "=1+1",
            Before = [(AuditField.Returned, 0)],
            After = [(AuditField.Returned, 12_345)],
        });
        var client = await site.MiaAsync();

        var answer = await client.GetAsync(new Uri($"{Address}?handler=Csv&kind=sale&id=4711", UriKind.Relative));

        var lines = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync())
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("audit.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(
            "\uFEFFid,at,person_id,person,action,object_kind,object_id,object,before,after,reason,note,correlation_id", lines[0]);
        Assert.Contains(
            ",,,UnitsReturned,Sale,4711,\"'=1+1\",\"{\"\"Returned\"\":0}\",\"{\"\"Returned\"\":12345}\",,,",
            Assert.Single(lines[1..]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_what_can_change_lead_to_its_history()
    {
        var (client, anna, sale) = (await site.MiaAsync(), await site.PersonAsync("Anna Schmidt"), await site.SaleIdAsync("INV-1"));

        foreach (var (address, history) in ((string, string)[])
        [
            ($"/manage/sales/{sale}", $"{Address}?kind=sale&id={sale}"),
            ($"/manage/people/{anna}", $"{Address}?kind=person&id={anna}"),
            ($"/manage/accounts/person/{anna}", $"{Address}?kind=person&id={anna}"),
            ("/manage/accounts/promotion/2", $"{Address}?kind=promotion&id=2"),
        ])
        {
            Assert.NotNull((await client.PageAsync(address)).QuerySelector($"main a[href='{history}']"));
        }
    }

    [Fact]
    public async Task It_asks_the_database_at_most_ten_times()
    {
        var client = await site.MiaAsync();
        var database = await site.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!));
        using var queries = new Queries(database);
        await Queries.WaitUntilHeardAsync();

        await client.PageAsync(Address + "?person=larsen");

        Assert.InRange(queries.Count, 1, QueriesMax);
    }

    private static List<IElement> Records(IHtmlDocument page) => [.. page.QuerySelectorAll(".audit-record")];

    private Task<int> AddAsync(int count, Func<int, AuditEntry> entry) => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        for (var number = 1; number <= count; number++)
        {
            services.GetRequiredService<AuditLog>().Add(entry(number));
        }

        await write.CommitAsync(CancellationToken.None);
        return count;
    });

    /// <summary>Keeps what the program logs.</summary>
    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
