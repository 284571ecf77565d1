using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Statements;

public sealed class IssueStatementsTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Everyone_with_activity_gets_one_statement_and_one_mail_and_a_second_run_adds_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        stage.MoveTo("2026-12-01");

        Assert.Equal(2, await IssueAsync(stage, "2026-12-01"));
        Assert.Equal(0, await IssueAsync(stage, "2026-12-01"));
        Assert.Equal(0, await IssueAsync(stage, "2026-12-19"));

        Assert.Equal(2, (await stage.MailKeysAsync("statement")).Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_statement_adds_up_and_the_next_one_opens_where_it_closed(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        stage.MoveTo("2026-12-01");
        await IssueAsync(stage, "2026-12-01");
        stage.MoveTo("2026-12-10");
        await stage.RunAsync<SpendPoints, Outcome<Posted, SpendPoints.Refusal>>(
            s => s.RunAsync(anna, 300, "reward/1", "", CancellationToken.None));
        stage.MoveTo("2027-01-01");
        await IssueAsync(stage, "2027-01-01");

        await using var db = stage.OpenDb();
        var statements = await db.Statements.Where(s => s.PersonId == anna).OrderBy(s => s.Period).ToListAsync();
        Assert.Equal(["2026-11", "2026-12"], statements.Select(s => s.Period));
        Assert.All(statements, s => Assert.Equal(s.Closing, s.Opening + s.Earned - s.Redeemed - s.Expired - s.Reversed));
        Assert.Equal((0L, 1078L), (statements[0].Opening, statements[0].Closing));
        Assert.Equal((1078L, 300L, 778L), (statements[1].Opening, statements[1].Redeemed, statements[1].Closing));
    }

    [Fact]
    public async Task What_is_booked_after_a_statement_was_sent_stands_in_the_next_one_even_if_it_happened_before()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        stage.MoveTo("2026-12-01");
        await IssueAsync(stage, "2026-12-01");
        stage.MoveTo("2026-12-02");
        await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(
            r => r.RunAsync([new NewCompletion(anna, 2, Stage.On("2026-11-29"), 100)], CancellationToken.None));
        stage.MoveTo("2027-01-01");
        Assert.Equal(0, await IssueAsync(stage, "2026-12-01"));

        await IssueAsync(stage, "2027-01-01");

        await using var db = stage.OpenDb();
        var december = await db.Statements.SingleAsync(s => s.PersonId == anna && s.Period == "2026-12");
        Assert.Equal((1078L, 200L), (december.Opening, december.Earned));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_redemption_that_was_held_stands_in_the_month_that_settled_it(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await PostAsync(stage, anna, EntryKind.Held, (AccountKind.Available, -400), (AccountKind.Held, 400));
        stage.MoveTo("2026-12-01");
        await IssueAsync(stage, "2026-12-01");
        stage.MoveTo("2026-12-10");
        await PostAsync(
            stage, anna, EntryKind.Captured, (AccountKind.Held, -400), (AccountKind.Redeemed, 250), (AccountKind.Available, 150));
        stage.MoveTo("2027-01-01");
        await IssueAsync(stage, "2027-01-01");

        await using var db = stage.OpenDb();
        var statements = await db.Statements.Where(s => s.PersonId == anna).OrderBy(s => s.Period).ToListAsync();
        var december = (await stage.RunAsync<Movements, IReadOnlyList<Movements.Of>>(
            m => m.ReadAsync([anna], statements[1].AfterEntryId, statements[1].HeadEntryId, CancellationToken.None)))[0];
        Assert.All(statements, s => Assert.Equal(s.Closing, s.Opening + s.Earned - s.Redeemed - s.Expired - s.Reversed));
        Assert.Equal((678L, 828L), (statements[0].Closing, statements[1].Closing));
        Assert.Equal([new(Movements.Redeemed, 1, -250), new(Movements.Held, 1, 400)], december.Groups);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_repaid_a_debt_stands_among_what_was_taken_back(Engine engine)
    {
        await using var books = await ZonedBooks.OpenAsync("UTC", engine);
        books.Clock.MoveTo(ZonedBooks.Utc("2027-01-10T12:00:00Z"));
        await books.UseAsync(async scope => await scope.GetRequiredService<Journal>().PostAloneAsync(
            [new NewEntry(
                "owed", EntryKind.Reversed, Stage.On("2027-01-10"), "",
                [new(AccountRef.Debt(books.PersonId), -60), new(AccountRef.Issued, 60)])],
            CancellationToken.None));
        await books.EarnAsync(ZonedBooks.Utc("2027-01-11T12:00:00Z"), 100);

        await books.IssueAsync(ZonedBooks.Utc("2027-02-01T06:00:00Z"));

        var statement = Assert.Single(await books.StatementsAsync());
        Assert.Equal((100L, 50L, 50L), (statement.Earned, statement.Reversed, statement.Closing));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_month_in_which_a_hold_was_settled_and_nothing_else_happened_has_a_statement(Engine engine)
    {
        await using var books = await ZonedBooks.OpenAsync("UTC", engine);
        await books.EarnAsync(ZonedBooks.Utc("2027-01-11T12:00:00Z"), 100);
        await books.UseAsync(scope => scope.GetRequiredService<HoldPoints>()
            .RunAsync(books.PersonId, 40, "order/1", "", CancellationToken.None));
        books.Clock.MoveTo(ZonedBooks.Utc("2027-02-10T12:00:00Z"));
        await books.UseAsync(scope => scope.GetRequiredService<SettleHold>().RunAsync("order/1", 40, CancellationToken.None));

        await books.IssueAsync(ZonedBooks.Utc("2027-02-10T12:00:00Z"));
        await books.IssueAsync(ZonedBooks.Utc("2027-03-01T06:00:00Z"));

        Assert.Equal(["2027-01 0+100=60", "2027-02 60+0=60"], await books.MonthsAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_runs_at_once_write_each_statement_once(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        stage.MoveTo("2026-12-01");

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => IssueAsync(stage, "2026-12-01"))));

        await using var db = stage.OpenDb();
        Assert.Equal(2, await db.Statements.CountAsync());
        Assert.Equal(2, (await stage.MailKeysAsync("statement")).Count);
    }

    [Fact]
    public async Task A_statement_names_the_head_of_the_ledger_that_it_was_made_from()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        stage.MoveTo("2026-12-01");
        await IssueAsync(stage, "2026-12-01");

        await using var db = stage.OpenDb();
        var statement = await db.Statements.FirstAsync();
        var head = await db.Links.SingleAsync(l => l.EntryId == statement.HeadEntryId);
        Assert.Equal(Convert.ToHexStringLower(head.Hash), statement.Head);
    }

    private static Task<int> PostAsync(
        Stage stage, long personId, EntryKind kind, params (AccountKind Kind, long Points)[] legs) => stage.UseAsync(async scope =>
    {
        var entry = new NewEntry($"test/{kind}", kind, Stage.On("2026-11-12"), "", [.. legs.Select(l => new Leg(Of(l.Kind), l.Points))])
        {
            ExpiresOn = Stage.On("2027-11-30"),
        };
        await using var write = await scope.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
        await scope.GetRequiredService<Journal>().PostAsync([entry], CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return 0;

        AccountRef Of(AccountKind account) => account == AccountKind.Redeemed ? AccountRef.Redeemed : new(account, personId);
    });

    private static Task<int> IssueAsync(Stage stage, string asOf) =>
        stage.RunAsync<IssueStatements, int>(s => s.RunAsync(Stage.On(asOf), CancellationToken.None));
}
