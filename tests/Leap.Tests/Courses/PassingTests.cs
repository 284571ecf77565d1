using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Promotions;
using Leap.Tests.Engines;

namespace Leap.Tests.Courses;

public sealed class PassingTests
{
    [Theory]
    [InlineData("2026-06-30", "2026-03-31", PassState.Passed)]
    [InlineData("2026-06-30", "2026-04-01", PassState.Due)]
    [InlineData("2026-06-30", "2026-06-30", PassState.Due)]
    [InlineData("2026-06-30", "2026-07-01", PassState.Expired)]
    [InlineData(null, "2036-01-01", PassState.Passed)]
    public void A_certification_is_due_for_ninety_days_and_expires_after_its_last(string? validUntil, string day, PassState state) =>
        Assert.Equal(
            state,
            new Passing(1, 1, Stage.On("2025-07-01"), 80, validUntil is null ? null : Stage.On(validUntil)).StateOn(Stage.On(day)));

    [Fact]
    public async Task The_latest_pass_of_each_module_counts()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(r => r.RunAsync(
            [new NewCompletion(jan, 1, Stage.On("2026-05-02"), 75), new NewCompletion(jan, 1, Stage.On("2026-09-02"), 90)],
            CancellationToken.None));
        await using var db = stage.OpenDb();

        var passed = await Passing.LatestAsync(db, jan, CancellationToken.None);

        Assert.Equal(90, Assert.Single(passed).Value.ScorePercent);
    }

    [Fact]
    public async Task Extra_points_are_told_for_each_family_alike_and_use_up_no_cap()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(
            l => l.RunAsync(new NewPromotion("LEARN", BudgetPoints: null, IsBase: false, Learning), CancellationToken.None));

        var extras = await stage.RunAsync<ExtraPoints, IReadOnlyDictionary<string, IReadOnlyList<Grant>>>(
            e => e.ForAsync(jan, "DE", Tier.Silver, ["rack", "storage", "rack", "tower"], CancellationToken.None));

        Assert.Equal(150, Assert.Single(extras["rack"]).Points);
        Assert.Equal(150, Assert.Single(extras["storage"]).Points);
        Assert.Empty(extras["tower"]);
    }

    private static PromotionVersion Learning(long id) => new()
    {
        PromotionId = id,
        Version = 1,
        Rule = "fixed",
        Name = new([KeyValuePair.Create("en", "Learn")]),
        Text = new([KeyValuePair.Create("en", "Terms.")]),
        StartsOn = Stage.On("2026-11-01"),
        EndsOn = Stage.On("2026-11-30"),
        Families = "rack|storage",
        Skus = "",
        Countries = "",
        Tiers = "",
        Points = 150,
        PerMinor = 0,
        MultiplierPercent = 0,
        CapPerPerson = 150,
        Priority = 10,
        StackingGroup = "",
        WaitingDays = 0,
    };
}
