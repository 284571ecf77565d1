using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Privacy;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Statements;

/// <summary>Who gets which mail at a quarter's end, whatever the person changed or became meanwhile.</summary>
public sealed class MailQuartersTests
{
    [Fact]
    public async Task Who_turns_to_quarters_in_the_middle_hears_of_the_months_before_once_more_as_a_part_of_the_whole()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await IssueAsync(stage, "2026-12-01");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);
        await SpendAsync(stage, anna, "2026-12-10");
        await IssueAsync(stage, "2027-01-01");

        await QuartersAsync(stage, "2027-01-01");

        Assert.Equal([$"2026-11/statement/{anna}", $"2026-Q4/statement/{anna}"], await KeysAsync(stage, anna));
    }

    [Fact]
    public async Task Who_turns_to_months_in_the_middle_still_hears_of_the_months_that_waited_for_the_quarter()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);
        await IssueAsync(stage, "2026-12-01");
        await ChooseAsync(stage, anna, StatementRhythm.Monthly);
        await SpendAsync(stage, anna, "2026-12-10");
        await IssueAsync(stage, "2027-01-01");

        await QuartersAsync(stage, "2027-01-01");

        Assert.Equal([$"2026-12/statement/{anna}", $"2026-Q4/statement/{anna}"], await KeysAsync(stage, anna));
    }

    [Fact]
    public async Task Who_was_mailed_every_month_gets_no_quarter_even_when_turning_to_it_on_the_day_of_the_run()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await IssueAsync(stage, "2026-12-01");
        await IssueAsync(stage, "2027-01-01");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);

        Assert.Equal(0, await QuartersAsync(stage, "2027-01-01"));
    }

    [Fact]
    public async Task A_quarter_waits_until_its_last_month_is_closed_and_comes_then_however_late()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);
        await IssueAsync(stage, "2026-12-01");
        stage.MoveTo("2027-02-20");
        Assert.Equal(0, await QuartersAsync(stage, "2027-02-20"));

        await IssueAsync(stage, "2027-02-20");

        Assert.Equal(1, await QuartersAsync(stage, "2027-02-20"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_nodes_at_once_write_each_quarter_once(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);
        await IssueAsync(stage, "2026-12-01");
        await IssueAsync(stage, "2027-01-01");

        var owed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => QuartersAsync(stage, "2027-01-01"))));

        Assert.Equal(1, owed.Sum());
    }

    [Fact]
    public async Task Books_that_were_changed_after_the_month_closed_stop_the_quarter()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ChooseAsync(stage, anna, StatementRhythm.Quarterly);
        await IssueAsync(stage, "2026-12-01");
        await IssueAsync(stage, "2027-01-01");
        await using var db = stage.OpenDb();
        await Tampering.RunAsync(
            db, "UPDATE postings SET points = points * 2 WHERE entry_id = (SELECT MIN(id) FROM entries WHERE kind = 'Earned')");

        var fault = await Assert.ThrowsAsync<BooksException>(() => QuartersAsync(stage, "2027-01-01"));

        Assert.Contains("its content's hash", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await KeysAsync(stage, anna));
    }

    [Fact]
    public async Task Who_left_the_firm_gets_the_statement_of_what_was_booked_with_no_tier_any_more()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await using (var db = stage.OpenDb())
        {
            var lastOn = Stage.On("2026-11-20");
            await db.Memberships.Where(m => m.PersonId == anna).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, lastOn));
        }

        await IssueAsync(stage, "2026-12-01");

        Assert.Single(await KeysAsync(stage, anna));
        Assert.Null((await SheetAsync(stage, anna)).Standing?.Tier);
    }

    [Fact]
    public async Task Who_joined_in_the_month_opens_with_nothing_and_who_never_earned_has_no_statement()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        var claire = await stage.PersonAsync("Claire Fournier");
        await using (var db = stage.OpenDb())
        {
            var enrolledOn = Stage.On("2026-11-03");
            await db.People.Where(p => p.Id == anna).ExecuteUpdateAsync(set => set.SetProperty(p => p.EnrolledOn, enrolledOn));
        }

        await IssueAsync(stage, "2026-12-01");

        Assert.Equal(0, (await SheetAsync(stage, anna)).Opening);
        Assert.Empty(await KeysAsync(stage, claire));
    }

    [Fact]
    public async Task Who_has_no_address_gets_the_statement_and_no_mail()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await using (var db = stage.OpenDb())
        {
            await db.People.Where(p => p.Id == anna).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, (string?)null));
        }

        await IssueAsync(stage, "2026-12-01");

        Assert.Empty(await KeysAsync(stage, anna));
        Assert.Equal(1_078, (await SheetAsync(stage, anna)).Closing);
    }

    /// <summary>That the rest of the database forgets them too is for the tests of erasures.</summary>
    [Fact]
    public async Task Who_was_erased_before_the_run_gets_no_mail_and_their_statement_adds_up_without_a_name()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        stage.MoveTo("2026-11-15");
        await stage.RunAsync<AskErasure, Outcome<Erasure, AskErasure.Refusal>>(
            ask => ask.RunAsync(anna, anna, reason: null, isAtOnce: false, CancellationToken.None));
        stage.MoveTo("2026-11-28");
        Assert.Equal(1, await stage.RunAsync<CarryOutErasures, int>(erasures => erasures.RunAsync(CancellationToken.None)));

        await IssueAsync(stage, "2026-12-01");

        await using var db = stage.OpenDb();
        var statement = await db.Statements.SingleAsync(s => s.PersonId == anna);
        Assert.Empty(await KeysAsync(stage, anna));
        Assert.Equal((1_078L, 1_078L, 0L), (statement.Earned, statement.Expired, statement.Closing));
        Assert.DoesNotContain("Anna", statement.Inputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_tells_what_earned_the_points_what_waits_and_where_the_person_stood()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await IssueAsync(stage, "2026-12-01");

        var sheet = await SheetAsync(stage, anna);

        Assert.Equal(
            ["learned: Rack basics 60", "sold: Base award 968", "sold: 25 for each rack 50"],
            sheet.Groups.SelectMany(g => g.Parts, (g, p) => FormattableString.Invariant($"{g.Group}: {p.Name} {p.Points}")));
        Assert.All(sheet.Groups[1].Parts, p => Assert.NotEmpty(p.Steps));
        Assert.Equal([new StatementRelease(null, sheet.Pending)], sheet.Releases);
        Assert.Equal((Tier.Silver, 1), (sheet.Standing!.Tier, sheet.Standing.Rank));
        Assert.DoesNotContain("Anna", sheet.ToJson(), StringComparison.Ordinal);
    }

    private static Task<int> IssueAsync(Stage stage, string day)
    {
        stage.MoveTo(day);
        return stage.RunAsync<IssueStatements, int>(issue => issue.RunAsync(Stage.On(day), CancellationToken.None));
    }

    private static Task<int> QuartersAsync(Stage stage, string day) =>
        stage.RunAsync<MailQuarters, int>(quarters => quarters.RunAsync(Stage.On(day), CancellationToken.None));

    private static async Task SpendAsync(Stage stage, long personId, string day)
    {
        stage.MoveTo(day);
        await stage.RunAsync<SpendPoints, Outcome<Posted, SpendPoints.Refusal>>(
            spend => spend.RunAsync(personId, 300, "reward/1", "", CancellationToken.None));
    }

    private static async Task ChooseAsync(Stage stage, long personId, StatementRhythm rhythm)
    {
        await using var db = stage.OpenDb();
        await db.People.Where(p => p.Id == personId).ExecuteUpdateAsync(set => set.SetProperty(p => p.StatementRhythm, rhythm));
    }

    private static async Task<List<string>> KeysAsync(Stage stage, long personId)
    {
        await using var db = stage.OpenDb();
        return await db.Messages.Where(m => m.PersonId == personId && m.Kind == "statement")
            .OrderBy(m => m.Id)
            .Select(m => m.Key)
            .ToListAsync();
    }

    private static async Task<StatementSheet> SheetAsync(Stage stage, long personId)
    {
        await using var db = stage.OpenDb();
        return StatementSheet.FromJson(await db.Statements.Where(s => s.PersonId == personId).Select(s => s.Inputs).SingleAsync());
    }
}
