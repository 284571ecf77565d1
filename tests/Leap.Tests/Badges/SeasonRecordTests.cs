using Leap.Badges;
using Leap.Badges.Criteria;
using Leap.Courses;
using Leap.Data;
using Leap.Programmes;
using Leap.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests.Badges;

public sealed class SeasonRecordTests
{
    private static readonly Period Season = Period.Season(Stage.On("2026-11-12"), 1);

    private static readonly (string Criterion, string Parameters, long Reached)[] Asked =
    [
        ("modules-passed", "count=3", 3), ("modules-passed", "count=4", 3), ("modules-passed", "count=2;family=rack", 2),
        ("modules-passed", "count=1;kind=quick-learn", 1), ("modules-passed", "count=2;kind=quick-learn;family=rack", 1),
        ("certified", "family=rack", 1), ("certified", "family=storage", 0),
        ("streak", "weeks=2", 2), ("streak", "weeks=3", 2),
        ("sales-approved", "count=1", 1), ("sales-approved", "count=2", 1),
        ("revenue", "usd=19360", 19_360_00), ("revenue", "usd=19361", 19_360_00),
        ("units-sold", "family=rack;count=2", 2), ("units-sold", "family=rack;count=3", 2), ("units-sold", "family=storage;count=1", 0),
    ];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Progress_is_complete_exactly_for_who_has_won(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var anna = await stage.PersonAsync("Anna Schmidt");
        await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(r => r.RunAsync(
            [
                new NewCompletion(anna, 1, Stage.On("2026-11-02"), 100),
                new NewCompletion(anna, 2, Stage.On("2026-10-20"), 100),
                new NewCompletion(anna, 3, Stage.On("2026-05-04"), 100),
            ],
            CancellationToken.None));

        await stage.UseAsync(async scope =>
        {
            var db = scope.GetRequiredService<LeapDb>();
            var record = await SeasonRecord.LoadAsync(db, Season, anna, CancellationToken.None);
            foreach (var (code, parameters, reached) in Asked)
            {
                var terms = BadgeTerms.Parse(parameters)!;
                var progress = Criterion.All[code].ProgressOf(record, terms);
                var winners = await Criterion.All[code].FindAsync(db, terms, Season, anna, CancellationToken.None);
                Assert.Equal((code, parameters, reached), (code, parameters, progress.Reached));
                Assert.Equal((code, parameters, winners.Count == 1), (code, parameters, progress.Percent == 100));
            }

            return true;
        });
    }

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(2, 3, 66)]
    [InlineData(9, 3, 100)]
    [InlineData(-1, 3, 0)]
    [InlineData(1, 0, 0)]
    public void A_share_is_rounded_down_and_never_over_the_whole(long reached, long needed, int percent) =>
        Assert.Equal(percent, new BadgeProgress(reached, needed).Percent);
}
