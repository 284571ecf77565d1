using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Leap.Data;
using Leap.Ledger;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Leap.Programmes.Calendar;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class LiabilityPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/liability";

    [Fact]
    public async Task Months_and_what_is_set_aside_add_up_to_the_points_and_the_cost_at_the_top()
    {
        await SpendSomeAsync();
        var page = await (await site.SignInAsync("manager")).PageAsync(Address);

        var rows = page.QuerySelectorAll("#months tbody tr").Select(Values).ToList();
        Assert.Equal(Value(page, "#outstanding"), rows.Sum(r => r[0]));
        Assert.Equal(Value(page, "#cost"), rows.Sum(r => r[1]));
        Assert.Equal(Math.Round(Value(page, "#outstanding") * 0.85m, MidpointRounding.AwayFromZero), Value(page, "#cost"));
        Assert.Contains("Leap__Ledger__BreakagePercent", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".chart-bar"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?period=1999-S")]
    [InlineData("?period=9999-12")]
    [InlineData("?country=DE")]
    [InlineData("?country=%3Cb%3E")]
    [InlineData("?firm=f-1")]
    [InlineData("?firm=brightwater&country=DE")]
    [InlineData("?period=custom&from=2026-12-31&to=0001-01-01&day=9999-12-31")]
    public async Task The_movements_visibly_add_up(string query)
    {
        await SpendSomeAsync();
        var page = await (await site.SignInAsync("manager")).PageAsync(Address + query);

        var opening = page.QuerySelectorAll("#movement-table tbody data").Sum(Value);
        Assert.Equal(Value(page.QuerySelector("#movement-table tfoot data")!), opening);
        Assert.NotNull(page.QuerySelector("#adds-up"));
    }

    [Fact]
    public async Task The_closing_of_the_programme_is_what_is_outstanding_less_what_is_owed()
    {
        await SpendSomeAsync();
        var page = await (await site.SignInAsync("manager")).PageAsync(Address);

        var owed = Value(page.QuerySelectorAll(".stats data")[2]);
        Assert.Equal(Value(page, "#outstanding") - owed, Value(page.QuerySelector("#movement-table tfoot data")!));
        Assert.NotNull(page.QuerySelector("#ties"));
    }

    [Fact]
    public async Task Of_the_day_before_the_first_entry_nothing_is_outstanding()
    {
        var page = await (await site.SignInAsync("manager")).PageAsync($"{Address}?day=2020-01-01");

        Assert.Equal(0, Value(page, "#outstanding"));
        Assert.NotNull(page.QuerySelector(".empty"));
    }

    [Theory]
    [InlineData("zzz", "No firm")]
    [InlineData("s", "Several firms")]
    public async Task A_firm_that_is_none_or_several_is_told_beside_the_field(string typed, string start)
    {
        var page = await (await site.SignInAsync("manager")).PageAsync($"{Address}?firm={typed}");

        Assert.StartsWith(start, page.QuerySelector("#firm-fault")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("firm-fault", page.QuerySelector("#firm")!.GetAttribute("aria-describedby"));
        Assert.Null(page.QuerySelector("#movement-table"));
    }

    [Fact]
    public async Task The_files_hold_the_same_figures_in_plain_numbers()
    {
        await SpendSomeAsync();
        var client = await site.SignInAsync("manager", "de");
        var page = await client.PageAsync(Address);

        var months = await LinesAsync(client, $"{Address}?handler=Csv");
        var movements = await LinesAsync(client, $"{Address}?handler=MovementsCsv&country=DE");

        Assert.Equal("as_of,expires_in,points,currency,cost", months[0]);
        Assert.Equal(
            Value(page, "#cost") / 100m, months.Skip(1).Sum(l => decimal.Parse(l.Split(',')[4], CultureInfo.InvariantCulture)));
        Assert.Equal("scope,from,to,line,points_in,points_out", movements[0]);
        Assert.Contains(",opening,", movements[1], StringComparison.Ordinal);
        Assert.Contains(movements, l => l.Contains(",redeemed,,100", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync($"{Address}?handler=MovementsCsv&firm=zzz"));
    }

    private static async Task<string[]> LinesAsync(HttpClient client, string address)
    {
        var file = await client.GetStringAsync(new Uri(address, UriKind.Relative));
        return file.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static List<long> Values(IElement row) => [.. row.QuerySelectorAll("data").Select(Value)];

    private static long Value(IHtmlDocument page, string selector) => Value(page.QuerySelector(selector)!);

    private static long Value(IElement data) => long.Parse(data.GetAttribute("value")!, CultureInfo.InvariantCulture);

    /// <summary>Anna redeems a hundred points, sets fifty aside and owes seven; once, whichever test comes first.</summary>
    private Task<int> SpendSomeAsync() => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var anna = await Story.PersonAsync(db, "Anna Schmidt");
        var today = services.GetRequiredService<Calendar>().Today;
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await services.GetRequiredService<Journal>().PostAsync(
            [
                new("test/1", EntryKind.Redeemed, today, "", [new(AccountRef.Available(anna), -100), new(AccountRef.Redeemed, 100)]),
                new("test/2", EntryKind.Held, today, "", [new(AccountRef.Available(anna), -50), new(AccountRef.Held(anna), 50)]),
                new("test/3", EntryKind.Reversed, today, "", [new(AccountRef.Debt(anna), -7), new(AccountRef.Issued, 7)]),
            ],
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return 0;
    });
}
