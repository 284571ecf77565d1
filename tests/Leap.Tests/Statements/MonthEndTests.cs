using Leap.Ledger;
using Leap.Statements;
using Leap.Tests.Engines;
using static Leap.Tests.Statements.ZonedBooks;

namespace Leap.Tests.Statements;

/// <summary>Where a month ends (T1): by the programme's zone, once, and for good.</summary>
public sealed class MonthEndTests
{
    private const string Auckland = "Pacific/Auckland";
    private const string Honolulu = "Pacific/Honolulu";
    private const string Amsterdam = "Europe/Amsterdam";

    [Theory]
    [InlineData("UTC", Auckland, "2026-11")]
    [InlineData("UTC", Honolulu, "2026-12")]
    [InlineData(Amsterdam, Auckland, "2026-11")]
    [InlineData(Amsterdam, Honolulu, "2026-12")]
    [InlineData(Auckland, Auckland, "2026-11")]
    [InlineData(Auckland, Honolulu, "2026-12")]
    [InlineData(Honolulu, Auckland, "2026-11")]
    [InlineData(Honolulu, Honolulu, "2026-11")]
    public async Task A_sale_in_the_last_second_of_the_sellers_month_stands_in_the_month_of_the_programme(
        string programme, string seller, string month)
    {
        await using var books = await OpenAsync(programme);
        await books.EarnAsync(Utc("2026-11-15T12:00:00"), 1);
        await books.EarnAsync(At("2026-11-30T23:59:59", seller), 10);
        await books.EarnAsync(Utc("2026-12-15T12:00:00"), 100);
        await books.IssueAsync(At("2027-01-01T06:00:00", programme), "2026-12-01");
        await books.IssueAsync(At("2027-01-01T06:00:00", programme));

        string[] inNovember = ["2026-11 0+11=11", "2026-12 11+100=111"];
        string[] inDecember = ["2026-11 0+1=1", "2026-12 1+110=111"];
        Assert.Equal(month == "2026-11" ? inNovember : inDecember, await books.MonthsAsync());
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData(Amsterdam)]
    [InlineData(Auckland)]
    [InlineData(Honolulu)]
    public async Task The_last_second_of_the_programmes_month_is_in_it_and_the_next_one_is_not(string zone)
    {
        await using var books = await OpenAsync(zone);
        await books.EarnAsync(At("2026-11-30T23:59:59", zone), 1);
        await books.EarnAsync(At("2026-12-01T00:00:00", zone), 10);
        await books.IssueAsync(At("2027-01-01T00:00:00", zone), "2026-12-01");
        await books.IssueAsync(At("2027-01-01T00:00:00", zone));

        Assert.Equal(["2026-11 0+1=1", "2026-12 1+10=11"], await books.MonthsAsync());
    }

    /// <summary>
    /// In Havana clocks go back on 1 November 2026 from one o'clock to midnight: the month begins with the first of the two.
    /// </summary>
    [Fact]
    public async Task A_month_that_begins_with_the_same_hour_twice_has_both()
    {
        await using var books = await OpenAsync("America/Havana");
        await books.EarnAsync(Utc("2026-11-01T03:59:59"), 1);
        await books.EarnAsync(Utc("2026-11-01T04:00:00"), 10);
        await books.EarnAsync(Utc("2026-11-01T04:30:00"), 100);
        await books.EarnAsync(Utc("2026-11-01T05:30:00"), 1000);
        await books.IssueAsync(Utc("2026-12-01T12:00:00"), "2026-11-01");
        await books.IssueAsync(Utc("2026-12-01T12:00:00"));

        Assert.Equal(["2026-10 0+1=1", "2026-11 1+1110=1111"], await books.MonthsAsync());
    }

    /// <summary>In Havana clocks went forward on 1 April 2012 from midnight to one o'clock.</summary>
    [Fact]
    public async Task A_month_whose_first_hour_does_not_exist_begins_with_the_next()
    {
        await using var books = await OpenAsync("America/Havana");
        await books.EarnAsync(Utc("2012-04-01T04:59:59"), 1);
        await books.EarnAsync(Utc("2012-04-01T05:00:00"), 10);
        await books.IssueAsync(Utc("2012-05-01T12:00:00"), "2012-04-01");
        await books.IssueAsync(Utc("2012-05-01T12:00:00"));

        Assert.Equal(["2012-03 0+1=1", "2012-04 1+10=11"], await books.MonthsAsync());
    }

    /// <summary>In Amsterdam clocks go back on 31 October 2027 and forward on 31 March 2030: a day of 25 hours, and one of 23.</summary>
    [Theory]
    [InlineData("2027-10-31T22:59:59", "2027-10-31T23:00:00", "2027-10", "2027-11")]
    [InlineData("2030-03-31T21:59:59", "2030-03-31T22:00:00", "2030-03", "2030-04")]
    public async Task The_last_day_of_a_month_may_be_longer_or_shorter(string last, string first, string month, string next)
    {
        await using var books = await OpenAsync(Amsterdam);
        await books.EarnAsync(Utc(last), 1);
        await books.EarnAsync(Utc(first), 10);
        await books.IssueAsync(Utc(first).AddDays(40), next + "-01");
        await books.IssueAsync(Utc(first).AddDays(40));

        Assert.Equal([$"{month} 0+1=1", $"{next} 1+10=11"], await books.MonthsAsync());
    }

    [Theory]
    [InlineData(Auckland, Honolulu)]
    [InlineData(Honolulu, Auckland)]
    [InlineData(Amsterdam, "UTC")]
    public async Task A_zone_that_changes_after_a_closed_month_moves_nothing_into_it_or_out_of_it(string before, string after)
    {
        await using var books = await OpenAsync(before);
        var close = At("2026-12-01T00:00:00", before);
        await EarnAroundAsync(books, close);
        await books.IssueAsync(close.AddDays(2));
        var closed = Assert.Single(await books.StatementsAsync());

        books.MoveToZone(after);
        Assert.Equal(0, await books.IssueAsync(close.AddDays(3)));
        await books.IssueAsync(close.AddDays(40));

        var statements = await books.StatementsAsync();
        Assert.Equal(Figures(closed), Figures(statements[0]));
        Assert.Equal((before, after), (statements[0].Zone, statements[1].Zone));
        Assert.Equal(8, statements[0].Earned);
        Assert.Equal((8, 8, 16), (statements[1].Opening, statements[1].Earned, statements[1].Closing));
    }

    [Theory]
    [InlineData(Auckland, Honolulu)]
    [InlineData(Honolulu, Auckland)]
    public async Task Nothing_falls_between_two_statements_when_the_zone_changed_after_a_month_in_which_nothing_happened(
        string before, string after)
    {
        await using var books = await OpenAsync(before);
        var close = At("2026-12-01T00:00:00", before);
        Assert.Equal(0, await books.IssueAsync(close));
        for (var hours = 1; hours <= 48; hours += 3)
        {
            await books.EarnAsync(close.AddHours(hours), 1);
        }

        books.MoveToZone(after);
        await books.IssueAsync(close.AddDays(40));

        Assert.Equal(["2026-12 0+16=16"], await books.MonthsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Late_or_at_the_very_second_the_statement_is_the_same_whatever_happened_since(Engine engine)
    {
        var close = At("2026-12-01T00:00:00", Amsterdam);
        await using var punctual = await PlayAsync(engine, close);
        await punctual.IssueAsync(close);
        await using var late = await PlayAsync(engine, close);
        await late.EarnAsync(close, 500);
        await late.EarnAsync(close.AddDays(7), 5_000);
        await late.SpendAsync(90);
        await late.IssueAsync(close.AddDays(25));

        var (expected, found) = (Assert.Single(await punctual.StatementsAsync()), Assert.Single(await late.StatementsAsync()));
        Assert.Equal(Figures(expected), Figures(found));
        Assert.Equal(expected.Inputs, found.Inputs);
    }

    [Fact]
    public async Task A_month_that_still_runs_is_not_closed_whoever_asks_for_it()
    {
        await using var books = await OpenAsync(Amsterdam);
        var close = At("2026-12-01T00:00:00", Amsterdam);
        await books.EarnAsync(close.AddDays(-3), 1);

        Assert.Equal(0, await books.IssueAsync(close.AddTicks(-10), "2026-12-01"));
        Assert.Equal(0, await books.IssueAsync(close.AddTicks(-10), "2027-06-01"));
        Assert.Equal(1, await books.IssueAsync(close, "2026-12-01"));
    }

    [Fact]
    public async Task Months_that_no_run_came_to_get_their_statements_with_the_next()
    {
        await using var books = await OpenAsync(Amsterdam);
        await books.EarnAsync(At("2026-10-10T12:00:00", Amsterdam), 1);
        await books.IssueAsync(At("2026-11-01T06:00:00", Amsterdam));
        await books.EarnAsync(At("2026-11-10T12:00:00", Amsterdam), 10);
        await books.EarnAsync(At("2027-01-10T12:00:00", Amsterdam), 100);

        Assert.Equal(2, await books.IssueAsync(At("2027-02-03T06:00:00", Amsterdam)));
        Assert.Equal(["2026-10 0+1=1", "2026-11 1+10=11", "2027-01 11+100=111"], await books.MonthsAsync());
    }

    [Fact]
    public async Task A_month_that_is_asked_for_after_later_ones_ends_where_they_begin()
    {
        await using var books = await OpenAsync(Honolulu);
        await books.EarnAsync(At("2026-10-10T12:00:00", Honolulu), 1);
        await books.EarnAsync(At("2026-10-31T23:00:00", Auckland), 10);
        await books.EarnAsync(At("2026-11-10T12:00:00", Honolulu), 100);
        books.MoveToZone(Auckland);
        await books.IssueAsync(At("2026-12-02T06:00:00", Auckland));
        books.MoveToZone(Honolulu);
        await books.IssueAsync(At("2026-12-03T06:00:00", Honolulu), "2026-11-01");

        Assert.Equal(["2026-10 0+11=11", "2026-11 11+100=111"], await books.MonthsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_nodes_at_the_very_second_of_the_close_write_each_statement_once(Engine engine)
    {
        var close = At("2026-12-01T00:00:00", Amsterdam);
        await using var books = await PlayAsync(engine, close);

        var written = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => books.IssueAsync(close))));

        Assert.Equal(1, written.Sum());
        Assert.Single(await books.StatementsAsync());
    }

    private static async Task<ZonedBooks> PlayAsync(Engine engine, DateTimeOffset close)
    {
        var books = await OpenAsync(Amsterdam, engine);
        await books.EarnAsync(close.AddDays(-50), 20, "older");
        await books.EarnAsync(close.AddDays(-20), 100, "first");
        await books.EarnAsync(close.AddDays(-10), 50, "second");
        return books;
    }

    /// <summary>Sixteen points, one every three hours around an instant, half of them before it.</summary>
    private static async Task EarnAroundAsync(ZonedBooks books, DateTimeOffset close)
    {
        for (var hours = -22; hours <= 23; hours += 3)
        {
            await books.EarnAsync(close.AddHours(hours), 1);
        }
    }

    private static object Figures(Statement s) =>
        (s.Period, s.Zone, s.Opening, s.Earned, s.Closing, s.AfterEntryId, s.HeadEntryId, s.Head, s.Pending);
}
