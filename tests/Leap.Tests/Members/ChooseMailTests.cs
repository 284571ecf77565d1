using Leap.Badges;
using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Statements;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Members;

public sealed class ChooseMailTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Nothing_is_owed_of_a_kind_that_was_declined(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ForgetBadgesAsync(stage, anna);
        await ChooseAsync(stage, anna, [], StatementRhythm.Monthly);

        await stage.RunAsync<AwardBadges, int>(badges => badges.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));

        await using var db = stage.OpenDb();
        Assert.NotEqual(0, await db.Assertions.CountAsync(a => a.PersonId == anna));
        Assert.False(await db.Messages.AnyAsync(m => m.PersonId == anna && m.Kind == "badge-awarded"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_kind_that_is_wanted_again_comes_again(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ForgetBadgesAsync(stage, anna);
        await ChooseAsync(stage, anna, [], StatementRhythm.Monthly);
        await ChooseAsync(stage, anna, ["badge-awarded", "sign-in-link", "nonsense"], StatementRhythm.Monthly);

        await stage.RunAsync<AwardBadges, int>(badges => badges.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));

        await using var db = stage.OpenDb();
        Assert.True(await db.Messages.AnyAsync(m => m.PersonId == anna && m.Kind == "badge-awarded"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_wants_quarters_gets_one_mail_for_all_three_months(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ChooseAsync(stage, anna, [], StatementRhythm.Quarterly);
        await StatementsAsync(stage, "2026-12-01");
        Assert.Equal(0, await QuartersAsync(stage, "2026-12-01"));
        stage.MoveTo("2026-12-10");
        await stage.RunAsync<SpendPoints, Outcome<Posted, SpendPoints.Refusal>>(
            spend => spend.RunAsync(anna, 300, "reward/1", "", CancellationToken.None));
        await StatementsAsync(stage, "2027-01-01");

        Assert.Equal(1, await QuartersAsync(stage, "2027-01-01"));
        Assert.Equal(0, await QuartersAsync(stage, "2027-01-02"));

        await using var db = stage.OpenDb();
        var mail = await db.Messages.SingleAsync(m => m.Kind == "statement" && m.PersonId == anna);
        Assert.Equal($"2026-Q4/statement/{anna}", mail.Key);
        Assert.Contains("\"Opening\":0,", mail.Body, StringComparison.Ordinal);
        Assert.Contains("\"Closing\":778,", mail.Body, StringComparison.Ordinal);
        var periods = await db.Statements.Where(s => s.PersonId == anna).OrderBy(s => s.Id).Select(s => s.Period).ToListAsync();
        Assert.Equal(["2026-11", "2026-12", "2026-Q4"], periods);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_waits_of_a_kind_that_was_just_declined_is_not_sent(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ForgetBadgesAsync(stage, anna);
        await stage.RunAsync<AwardBadges, int>(badges => badges.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));

        await ChooseAsync(stage, anna, [], StatementRhythm.Monthly);
        await stage.RunAsync<RelayOutbox, RelayCounts>(relay => relay.RunAsync(CancellationToken.None));

        await using var db = stage.OpenDb();
        var badges = await db.Messages.Where(m => m.PersonId == anna && m.Kind == "badge-awarded").ToListAsync();
        Assert.NotEmpty(badges);
        Assert.All(badges, m => Assert.Equal((null, TryReason.Declined), (m.SentAt, m.LastReason)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_was_held_back_comes_when_the_choice_is_undone_the_same_day(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ForgetBadgesAsync(stage, anna);
        await stage.RunAsync<AwardBadges, int>(badges => badges.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));
        var before = await StopAsync(stage, anna, "badge-awarded");

        await ChooseAsync(stage, anna, [.. before.Value.Wanted], before.Value.Rhythm);
        await stage.RunAsync<RelayOutbox, RelayCounts>(relay => relay.RunAsync(CancellationToken.None));

        await using var db = stage.OpenDb();
        var badges = await db.Messages.Where(m => m.PersonId == anna && m.Kind == "badge-awarded").ToListAsync();
        Assert.NotEmpty(badges);
        Assert.All(badges, m => Assert.NotNull(m.SentAt));
    }

    [Fact]
    public async Task Old_news_does_not_come_when_its_kind_is_wanted_again()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await ForgetBadgesAsync(stage, anna);
        await stage.RunAsync<AwardBadges, int>(badges => badges.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));
        await StopAsync(stage, anna, "badge-awarded");

        stage.Advance(TimeSpan.FromHours(25));
        await ChooseAsync(stage, anna, ["badge-awarded"], StatementRhythm.Monthly);

        await using var db = stage.OpenDb();
        var badges = await db.Messages.Where(m => m.PersonId == anna && m.Kind == "badge-awarded").ToListAsync();
        Assert.All(badges, m => Assert.Equal(TryReason.Declined, m.LastReason));
    }

    [Fact]
    public async Task A_service_is_not_stopped_but_made_as_rare_as_it_can_be()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");

        await StopAsync(stage, anna, "statement");
        await StopAsync(stage, anna, "sign-in-link");

        await using var db = stage.OpenDb();
        var person = await db.People.SingleAsync(p => p.Id == anna);
        Assert.Equal(("", StatementRhythm.Quarterly), (person.DeclinedMail, person.StatementRhythm));
    }

    [Fact]
    public async Task Nobody_chooses_for_somebody_who_was_erased()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await using var db = stage.OpenDb();
        await db.People.Where(p => p.Id == anna)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ErasedAt, new DateTime(2026, 11, 11, 0, 0, 0, DateTimeKind.Utc)));

        Assert.Equal(ChooseMail.Refusal.NoSuchPerson, (await StopAsync(stage, anna, "badge-awarded")).Refusal);
        Assert.Equal("", await db.People.Where(p => p.Id == anna).Select(p => p.DeclinedMail).SingleAsync());
    }

    private static Task<Outcome<MailWish, ChooseMail.Refusal>> StopAsync(Stage stage, long personId, string kind) =>
        stage.RunAsync<ChooseMail, Outcome<MailWish, ChooseMail.Refusal>>(
            choose => choose.StopAsync(personId, kind, CancellationToken.None));

    private static async Task ForgetBadgesAsync(Stage stage, long personId)
    {
        await using var db = stage.OpenDb();
        await db.Assertions.Where(a => a.PersonId == personId).ExecuteDeleteAsync();
        await db.Messages.Where(m => m.PersonId == personId).ExecuteDeleteAsync();
    }

    private static Task<int> ChooseAsync(Stage stage, long personId, string[] wanted, StatementRhythm rhythm) =>
        stage.RunAsync<ChooseMail, int>(async choose =>
        {
            await choose.RunAsync(personId, wanted, rhythm, CancellationToken.None);
            return 0;
        });

    private static Task<int> StatementsAsync(Stage stage, string day)
    {
        stage.MoveTo(day);
        return stage.RunAsync<IssueStatements, int>(issue => issue.RunAsync(Stage.On(day), CancellationToken.None));
    }

    private static Task<int> QuartersAsync(Stage stage, string day) =>
        stage.RunAsync<MailQuarters, int>(quarters => quarters.RunAsync(Stage.On(day), CancellationToken.None));
}
