using System.Net;
using System.Text;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Promotions;
using Leap.Web.Tests.Pages.Manage.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.Accounts;

public sealed class AccountPagesTests(Site site) : IClassFixture<Site>
{
    private const int QueriesMax = 10;

    [Theory]
    [InlineData("schmidt", "/manage/accounts/person/")]
    [InlineData("nordlicht", "/manage/accounts/firm/")]
    [InlineData("f-2", "/manage/accounts/firm/")]
    [InlineData("rack-25", "/manage/accounts/promotion/")]
    [InlineData("je Rack", "/manage/accounts/promotion/")]
    [InlineData("#1", "/manage/accounts/entry/1")]
    public async Task Finds_people_firms_promotions_and_entries(string typed, string begins)
    {
        var client = await site.MiaAsync();

        var page = await client.PageAsync("/manage/accounts?q=" + Uri.EscapeDataString(typed));

        Assert.NotNull(page.QuerySelector($"main a[href^='{begins}']"));
    }

    [Fact]
    public async Task Says_what_to_do_when_nothing_fits_and_sums_the_programmes_accounts()
    {
        var client = await site.MiaAsync();

        var page = await client.PageAsync("/manage/accounts?q=nobody+at+all");

        Assert.NotNull(page.QuerySelector(".empty"));
        var issued = await site.ReadAsync(db => db.Postings.Where(p => p.AccountId == AccountRef.Issued.Id).SumAsync(p => p.Points));
        Assert.NotNull(page.QuerySelector($".stat data[value='{-issued}']"));
    }

    [Fact]
    public async Task A_persons_account_shows_balances_lines_and_open_lots()
    {
        var anna = await site.PersonAsync("Anna Schmidt");
        var client = await site.MiaAsync();

        var page = await client.PageAsync($"/manage/accounts/person/{anna}");

        var balance = await site.ReadAsync(
            db => db.Accounts.Where(a => a.Id == AccountRef.Available(anna).Id).Select(a => a.Points).SingleAsync());
        Assert.NotNull(page.QuerySelector($".stat data[value='{balance}']"));
        Assert.Equal($"{balance}", page.QuerySelector("tbody td:last-child data")!.GetAttribute("value"));
        Assert.NotEmpty(page.QuerySelectorAll("[aria-labelledby=lots] tbody tr"));
        var released = await client.PageAsync($"/manage/accounts/person/{anna}?kind=released&from=2020-01-01&until=2199-12-31");
        Assert.Single(released.QuerySelectorAll(".table-frame tbody tr"));
        Assert.NotNull((await client.PageAsync($"/manage/accounts/person/{anna}?until=2020-01-01")).QuerySelector(".empty a"));
        var pending = await client.PageAsync($"/manage/accounts/person/{anna}?account=pending");
        Assert.NotEmpty(pending.QuerySelectorAll(".table-frame tbody tr"));
    }

    [Fact]
    public async Task Says_where_an_account_stood_on_a_day_and_what_was_booked_only_later()
    {
        var omar = await site.PersonAsync("عمر الحداد");
        await site.UseAsync(async services =>
        {
            var db = (LeapDb)services.GetService(typeof(LeapDb))!;
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await ((Journal)services.GetService(typeof(Journal))!).PostAsync(
                [new NewEntry(
                    "course/late", EntryKind.Earned, new DateOnly(2026, 1, 5), "LATE",
                    [new(AccountRef.Issued, -40), new(AccountRef.Available(omar), 40)]) { ExpiresOn = new DateOnly(2199, 1, 1) }],
                CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });
        var client = await site.MiaAsync();

        var january = (await client.PageAsync($"/manage/accounts/person/{omar}?until=2026-01-31")).QuerySelector("#as-of")!;
        var now = (await client.PageAsync($"/manage/accounts/person/{omar}?until=2199-12-31")).QuerySelector("#as-of")!;

        Assert.Contains("2026, in points: 0.", january.TextContent, StringComparison.Ordinal);
        Assert.Contains("booked later: 40.", january.TextContent, StringComparison.Ordinal);
        Assert.Contains("in points: 40.", now.TextContent, StringComparison.Ordinal);
        Assert.Null(now.QuerySelector("span"));
        Assert.Null((await client.PageAsync($"/manage/accounts/person/{omar}")).QuerySelector("#as-of"));
    }

    [Fact]
    public async Task The_file_adds_up_and_runs_no_formula()
    {
        var jan = await site.PersonAsync("Jan Wójcik");
        await site.UseAsync(async services =>
        {
            var db = (LeapDb)services.GetService(typeof(LeapDb))!;
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await ((Journal)services.GetService(typeof(Journal))!).PostAsync(
                [new NewEntry(
                    "course/formula", EntryKind.Earned, new DateOnly(2026, 1, 1), "=1+1",
                    [new(AccountRef.Issued, -40), new(AccountRef.Available(jan), 40)]) { ExpiresOn = new DateOnly(2199, 1, 1) }],
                CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });
        var client = await site.MiaAsync();

        var answer = await client.GetAsync(new Uri($"/manage/accounts/person/{jan}?handler=Csv", UriKind.Relative));

        var file = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        var lines = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFFentry,booked_at,effective_on,kind,cause,points_in,points_out,balance,below_zero", lines[0]);
        Assert.EndsWith(",2026-01-01,Earned,\"'=1+1\",40,,40,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal($"available-{jan}.csv", answer.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task A_firm_is_the_sum_of_its_members()
    {
        var firm = await site.ReadAsync(db => db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync());
        var client = await site.MiaAsync();

        var page = await client.PageAsync($"/manage/accounts/firm/{firm}");

        Assert.Equal(6, page.QuerySelectorAll("tbody tr").Length);
        var sum = page.QuerySelectorAll("tbody td:nth-child(2) data").Sum(d => long.Parse(d.GetAttribute("value")!, null));
        Assert.NotNull(page.QuerySelector($".stat data[value='{sum}']"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync($"/manage/accounts/firm/{firm}?handler=Csv"));
    }

    [Fact]
    public async Task An_entry_shows_its_legs_and_where_the_points_came_from()
    {
        var anna = await site.PersonAsync("Anna Schmidt");
        var client = await site.MiaAsync();
        await client.CorrectAsync(site, anna, ("Input.Act", "Take"), ("Input.Points", "5"), ("Input.Note", "For its lots"));
        var id = await site.ReadAsync(db => db.Allocations.Select(a => a.EntryId).MaxAsync());

        var page = await client.PageAsync($"/manage/accounts/entry/{id}");

        Assert.Equal(2, page.QuerySelectorAll("[aria-labelledby=legs] tbody tr").Length);
        Assert.NotNull(page.QuerySelector("[aria-labelledby=parts] tbody a[href^='/manage/accounts/entry/']"));
    }

    [Theory]
    [InlineData("/manage/accounts/person/999999")]
    [InlineData("/manage/accounts/person/999999?handler=Csv")]
    [InlineData("/manage/accounts/firm/999999")]
    [InlineData("/manage/accounts/firm/999999?handler=Csv")]
    [InlineData("/manage/accounts/promotion/999999")]
    [InlineData("/manage/accounts/promotion/999999?handler=Csv")]
    [InlineData("/manage/accounts/programme/available")]
    [InlineData("/manage/accounts/programme/nothing?handler=Csv")]
    [InlineData("/manage/accounts/entry/999999")]
    public async Task What_is_not_there_does_not_exist(string address)
    {
        var client = await site.MiaAsync();

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync(address));
    }

    [Fact]
    public async Task Every_page_asks_the_database_ten_times_at_most()
    {
        var anna = await site.PersonAsync("Anna Schmidt");
        var (firm, rack, database) = await site.ReadAsync(async db => (
            await db.Firms.Select(f => f.Id).FirstAsync(),
            await db.Promotions.Where(p => p.Code == "RACK-25").Select(p => p.Id).SingleAsync(),
            db.Database.GetConnectionString()!));
        var client = await site.MiaAsync();
        string[] addresses =
        [
            "/manage/accounts", "/manage/accounts?q=a", $"/manage/accounts/person/{anna}?until=2026-12-31",
            $"/manage/accounts/firm/{firm}",
            $"/manage/accounts/promotion/{rack}", "/manage/accounts/programme/issued", "/manage/accounts/entry/1",
            "/manage/corrections", $"/manage/corrections/new?person={anna}", $"/manage/corrections/new?promotion={rack}",
        ];

        using var queries = new Queries(database);
        await Queries.WaitUntilHeardAsync();
        foreach (var address in addresses)
        {
            var before = queries.Count;
            await client.PageAsync(address);

            var asked = queries.Count - before;
            Assert.True(asked is > 0 and <= QueriesMax, $"{address} asked {asked} times");
        }
    }
}
