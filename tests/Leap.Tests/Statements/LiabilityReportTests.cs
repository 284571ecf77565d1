using Leap.Ledger;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Statements;

public sealed class LiabilityReportTests
{
    private const long Person = 42;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Outstanding_points_stand_in_the_month_in_which_they_expire_at_cost_less_breakage(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2027-01-10");
        await books.EarnAsync(Person, 500, "a", until: "2027-03-31");
        await books.EarnAsync(Person, 1_000, "b", until: "2027-06-30");
        await books.SpendAsync(Person, 700, "c");
        await books.EarnAsync(7, 60, "d", until: "2027-06-15");

        var report = await ReadAsync(books, "2027-01-10");

        // 860 points × 0.01 × 85 % = 7.31
        Assert.Equal([new LiabilityReport.Month(Books.On("2027-06-01"), 860, 731)], report.Months);
        Assert.Equal((860L, 731L, 0L), (report.Points, report.CostMinor, report.OwedPoints));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_is_held_and_what_is_owed_have_rows_of_their_own_and_the_whole_is_the_closing_of_the_movements(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2027-01-10");
        await books.EarnAsync(Person, 1_000, "a");
        await books.PostAsync(Entry("b", EntryKind.Held, (AccountRef.Available(Person), -300), (AccountRef.Held(Person), 300)));
        await books.PostAsync(Entry("c", EntryKind.Reversed, (AccountRef.Debt(7), -45), (AccountRef.Issued, 45)));
        await books.PostAsync(Entry("d", EntryKind.Reserved, (AccountRef.Issued, -80), (AccountRef.Pending(7), 80)));

        var report = await ReadAsync(books, "2027-01-10");
        var sums = await books.UseAsync(scope => scope.GetRequiredService<MovementTable>()
            .ReadAsync(MovementScope.Programme, Books.On("2027-01-01"), Books.On("2027-02-01"), CancellationToken.None));

        Assert.Equal((700L, 300L, 45L, 80L), (report.Months.Single().Points, report.HeldPoints, report.OwedPoints, report.PendingPoints));
        Assert.Equal(1_000, report.Points);
        Assert.Equal(sums.Closing, report.NetPoints);
        Assert.Equal(report.CostMinor, report.HeldMinor + report.Months.Sum(m => m.CostMinor));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_spend_that_another_clock_booked_the_day_before_its_points_came_breaks_no_report(Engine engine)
    {
        await using var books = await Books.OpenAsync(engine, "2027-01-11");
        await books.EarnAsync(Person, 500, "a", until: "2027-03-31");
        books.MoveTo("2027-01-10");
        await books.SpendAsync(Person, 200, "b");
        books.MoveTo("2027-01-11");

        var report = await ReadAsync(books, "2027-01-10");

        Assert.Equal((-200L, 0L), (report.Points, report.CostMinor));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task As_of_an_earlier_day_it_is_what_it_was_then(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var people = new[] { await stage.PersonAsync("Anna Schmidt"), await stage.PersonAsync("Luis Ortega") };
        var year = new PlayedYear(stage, seed: "as-of");
        await year.PlayAsync(people, steps: 30);
        var then = await AtAsync(stage, "2027-11-19");
        stage.MoveTo("2027-11-20");
        foreach (var day in Enumerable.Range(0, 12))
        {
            await year.PlayOnAsync(Stage.On("2027-11-20").AddDays(day), people);
        }

        var later = await AtAsync(stage, "2027-11-19");

        Assert.Equal(then.Months, later.Months);
        Assert.Equal(
            (then.HeldPoints, then.OwedPoints, then.PendingPoints, then.CostMinor),
            (later.HeldPoints, later.OwedPoints, later.PendingPoints, later.CostMinor));
        Assert.NotEqual(then.Points, (await AtAsync(stage, "2027-12-31")).Points);
    }

    [Fact]
    public async Task Costs_of_the_months_add_up_to_the_total_that_was_rounded_once()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite, "2027-01-10");
        foreach (var month in Enumerable.Range(1, 9))
        {
            await books.EarnAsync(Person, 41, $"e/{month}", until: $"2027-0{month}-28");
        }

        var report = await ReadAsync(books, "2027-01-10");

        Assert.Equal(314, report.CostMinor);
        Assert.Equal(report.CostMinor, report.Months.Sum(m => m.CostMinor));
        Assert.All(report.Months, m => Assert.InRange(m.CostMinor, 34, 35));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_day_ends_at_midnight_in_the_programmes_zone(Engine engine)
    {
        await using var books = await ZonedBooks.OpenAsync("Asia/Tokyo", engine);
        await books.EarnAsync(ZonedBooks.At("2026-11-09T23:59:59.999999", "Asia/Tokyo"), 10);
        await books.EarnAsync(ZonedBooks.At("2026-11-10T00:00:00", "Asia/Tokyo"), 20);
        books.Clock.MoveTo(ZonedBooks.At("2026-11-20T00:00:00", "Asia/Tokyo"));

        var points = new List<long>();
        foreach (var day in (string[])["2026-11-08", "2026-11-09", "2026-11-10"])
        {
            points.Add((await books.UseAsync(scope => scope.GetRequiredService<LiabilityReport>()
                .ReadAsync(Stage.On(day), CancellationToken.None))).Points);
        }

        Assert.Equal([0, 10, 30], points);
    }

    [Theory]
    [InlineData("EUR", 9)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 85)]
    public async Task Ten_points_cost_8_and_a_half_cents_so_9_no_yen_and_85_fils(string currency, long minor)
    {
        await using var books = await Books.OpenAsync(
            Engine.Sqlite, s => s with { Programme = s.Programme with { Currency = currency } });
        await books.EarnAsync(Person, 10, "a");

        Assert.Equal(minor, (await ReadAsync(books, "2026-03-01")).CostMinor);
    }

    [Fact]
    public async Task Nothing_outstanding_costs_nothing()
    {
        await using var books = await Books.OpenAsync(Engine.Sqlite);

        var report = await ReadAsync(books, "2026-03-01");

        Assert.Empty(report.Months);
        Assert.Equal((0L, 0L), (report.Points, report.CostMinor));
    }

    private static NewEntry Entry(string key, EntryKind kind, params (AccountRef Account, long Points)[] legs) =>
        new(key, kind, Books.On("2027-01-10"), "", [.. legs.Select(l => new Leg(l.Account, l.Points))]);

    private static Task<LiabilityReport.Report> ReadAsync(Books books, string asOf) =>
        books.UseAsync(scope => scope.GetRequiredService<LiabilityReport>().ReadAsync(Books.On(asOf), CancellationToken.None));

    private static Task<LiabilityReport.Report> AtAsync(Stage stage, string asOf) =>
        stage.RunAsync<LiabilityReport, LiabilityReport.Report>(r => r.ReadAsync(Stage.On(asOf), CancellationToken.None));
}
