using Leap.Badges;
using Leap.Badges.Criteria;
using Leap.Courses;
using Leap.Data;
using Leap.Programmes;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Badges;

public sealed class AwardBadgesTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_badge_is_won_once_a_season_with_one_mail_however_often_the_facts_are_replayed(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");

        var again = await stage.RunAsync<AwardBadges, int>(b => b.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));

        await using var db = stage.OpenDb();
        var badges = db.Badges;
        var won = await db.Assertions.Where(a => a.PersonId == anna)
            .Join(badges, a => a.BadgeId, b => b.Id, (a, b) => b.Code).Order().ToListAsync();
        Assert.Equal(["FIRST-SALE", "FIRST-STEP"], won);
        Assert.Equal(0, again);
        Assert.Equal(2, (await stage.MailKeysAsync("badge-awarded")).Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Two_runs_at_once_award_each_badge_once(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await RecordAsync(stage, jan, 1, "2026-11-11");

        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => TryAwardAsync(stage))));

        Assert.Equal(1, counts.Sum());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_day_of_a_badge_is_the_day_on_which_its_rule_was_met(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await RecordAsync(stage, jan, 1, "2026-10-05");
        await RecordAsync(stage, jan, 2, "2026-10-20");
        await RecordAsync(stage, jan, 3, "2026-11-03");

        Assert.Equal(Stage.On("2026-10-20"), await WonOnAsync(stage, jan, "modules-passed", "count=2"));
        Assert.Equal(Stage.On("2026-10-05"), await WonOnAsync(stage, jan, "modules-passed", "count=1;family=rack;kind=quick-learn"));
        Assert.Equal(Stage.On("2026-11-03"), await WonOnAsync(stage, jan, "certified", "family=rack"));
        Assert.Null(await WonOnAsync(stage, jan, "modules-passed", "count=4"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Sales_count_when_they_are_approved(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");

        // Anna's approved sale: 2 racks and 2 services for EUR 17,600, which is USD 19,360, invoiced nine days before.
        Assert.Equal(Stage.On("2026-11-03"), await WonOnAsync(stage, anna, "sales-approved", "count=1"));
        Assert.Null(await WonOnAsync(stage, anna, "sales-approved", "count=2"));
        Assert.Equal(Stage.On("2026-11-03"), await WonOnAsync(stage, anna, "revenue", "usd=19360"));
        Assert.Null(await WonOnAsync(stage, anna, "revenue", "usd=19361"));
        Assert.Equal(Stage.On("2026-11-03"), await WonOnAsync(stage, anna, "units-sold", "family=rack;count=2"));
        Assert.Null(await WonOnAsync(stage, anna, "units-sold", "family=rack;count=3"));
    }

    [Fact]
    public async Task A_streak_is_a_pass_in_each_of_so_many_weeks_in_a_row()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        foreach (var day in (string[])["2026-10-05", "2026-10-11", "2026-10-26", "2026-11-01", "2026-11-02", "2026-11-11"])
        {
            await RecordAsync(stage, jan, 1, day);
        }

        Assert.Equal(Stage.On("2026-11-11"), await WonOnAsync(stage, jan, "streak", "weeks=3"));
        Assert.Null(await WonOnAsync(stage, jan, "streak", "weeks=4"));
    }

    [Fact]
    public async Task Public_ids_can_not_be_guessed_from_each_other()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await using var db = stage.OpenDb();

        var ids = await db.Assertions.Select(a => a.PublicId).ToListAsync();

        Assert.All(ids, id => Assert.Equal(22, id.Length));
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<int> TryAwardAsync(Stage stage)
    {
        try
        {
            return await stage.RunAsync<AwardBadges, int>(b => b.RunAsync(Stage.On("2026-11-12"), CancellationToken.None));
        }
        catch (DbUpdateException)
        {
            return 0;
        }
    }

    private static Task<DateOnly?> WonOnAsync(
        Stage stage, long personId, string criterion, string parameters) => stage.UseAsync(async scope =>
    {
        var winners = await Criterion.All[criterion].FindAsync(
            scope.GetRequiredService<LeapDb>(),
            BadgeTerms.Parse(parameters)!,
            Period.Season(Stage.On("2026-11-12"), 1),
            personId,
            CancellationToken.None);
        return winners.SingleOrDefault()?.WonOn;
    });

    private static async Task RecordAsync(Stage stage, long personId, long moduleId, string day)
    {
        var outcome = await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(
            r => r.RunAsync([new NewCompletion(personId, moduleId, Stage.On(day), 100)], CancellationToken.None));
        Assert.Null(outcome[0].Refusal);
    }
}
