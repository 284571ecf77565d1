using System.Globalization;
using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Settings;
using Leap.Statements;
using Leap.Tests.Engines;
using Leap.Tests.Mail;

namespace Leap.Tests.Statements;

public sealed class AnnounceExpiriesTests
{
    /// <summary>The last day of what Anna earned in the story: 1,078 points.</summary>
    private static readonly DateOnly Last = Stage.On("2027-11-30");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Somebody_is_told_once_in_each_stage_however_often_it_runs(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var told = new List<int>();
        foreach (var before in new[] { 61, 60, 60, 45, 31, 30, 29, 8, 7, 1, 0, -1 })
        {
            if (await RunAsync(stage, Last.AddDays(-before)) > 0)
            {
                told.Add(before);
            }
        }

        Assert.Equal([60, 30, 7], told);
        Assert.Equal(
            ["2027-11-30/points-expiring/60", "2027-11-30/points-expiring/30", "2027-11-30/points-expiring/7"],
            (await stage.MailKeysAsync("points-expiring")).Select(k => k[..k.LastIndexOf('/')]));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Days_on_which_nothing_ran_are_made_good_by_the_stage_that_holds_now(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);

        Assert.Equal(1, await RunAsync(stage, Last.AddDays(-11)));
        Assert.Equal(0, await RunAsync(stage, Last.AddDays(-10)));

        Assert.EndsWith("/30/1", Assert.Single(await stage.MailKeysAsync("points-expiring")), StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_mail_names_what_is_left_and_the_last_day(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        stage.MoveTo("2027-10-05");
        await SpendAsync(stage, 1_000);

        await RunAsync(stage, Stage.On("2027-10-05"));

        var mail = Assert.Single(await stage.OwedAsync<PointsExpiringMail>());
        Assert.Equal(("Anna Schmidt", 78L, Last, 78L), (mail.Name, mail.Points, mail.ExpiresOn, mail.Available));
        Assert.Empty(mail.Later);
    }

    [Fact]
    public async Task What_was_spent_meanwhile_is_told_to_nobody()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        stage.MoveTo("2027-10-05");
        await SpendAsync(stage, 1_078);

        Assert.Equal(0, await RunAsync(stage, Stage.On("2027-10-05")));
    }

    [Fact]
    public async Task What_expires_later_stands_below_and_has_a_mail_of_its_own_when_its_time_comes()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await LearnAsync(stage, await stage.PersonAsync("Anna Schmidt"), module: 2, "2026-12-03");

        Assert.Equal(1, await RunAsync(stage, Stage.On("2027-10-05")));
        Assert.Equal(2, await RunAsync(stage, Stage.On("2027-11-02")));

        var mails = await stage.OwedAsync<PointsExpiringMail>();
        Assert.Equal([1_078L, 1_078L, 200L], mails.Select(m => m.Points));
        Assert.Equal([new StatementExpiry(Stage.On("2027-12-31"), 200)], mails[0].Later);
        Assert.Equal(1_278, mails[0].Available);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Where_points_expire_day_by_day_nobody_hears_of_it_each_day(Engine engine)
    {
        await using var stage = await Stage.SetAsync(
            engine, programme: new ProgrammeSettings { LotRule = LotRule.Days, LotDays = 100 });
        var anna = await stage.PersonAsync("Anna Schmidt");
        await LearnAsync(stage, anna, module: 2, "2026-11-15");
        await LearnAsync(stage, anna, module: 3, "2026-11-20");

        var told = new List<string>();
        for (var day = Stage.On("2026-12-20"); day <= Stage.On("2027-03-05"); day = day.AddDays(1))
        {
            stage.MoveTo(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (await RunAsync(stage, day) > 0)
            {
                told.Add(day.ToString("MM-dd", CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(["12-22", "01-21", "02-13", "02-20", "02-27"], told);
        var mails = await stage.OwedAsync<PointsExpiringMail>();
        Assert.Equal([new(Stage.On("2027-02-23"), 200), new(Stage.On("2027-02-28"), 500)], mails[0].Later);
        Assert.Equal([1_078L, 1_078L, 1_078L, 200L, 500L], mails.Select(m => m.Points));
    }

    [Fact]
    public async Task The_suspended_are_told_nothing()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await stage.SuspendAsync("Anna Schmidt");

        Assert.Equal(0, await RunAsync(stage, Last.AddDays(-7)));
    }

    [Fact]
    public async Task It_comes_even_to_those_who_declined_it()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await stage.DeclineAsync("Anna Schmidt", "points-expiring");

        Assert.Equal(1, await RunAsync(stage, Last.AddDays(-7)));
    }

    private static Task<int> RunAsync(Stage stage, DateOnly asOf) =>
        stage.RunAsync<AnnounceExpiries, int>(a => a.RunAsync(asOf, CancellationToken.None));

    private static Task LearnAsync(Stage stage, long personId, long module, string day)
    {
        stage.MoveTo(day);
        return stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(
            r => r.RunAsync([new NewCompletion(personId, module, Stage.On(day), 100)], CancellationToken.None));
    }

    private static async Task SpendAsync(Stage stage, long points)
    {
        var anna = await stage.PersonAsync("Anna Schmidt");
        await stage.RunAsync<SpendPoints, Outcome<Posted, SpendPoints.Refusal>>(
            s => s.RunAsync(anna, points, "reward/1", "", CancellationToken.None));
    }
}
