using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Tests.Engines;
using Leap.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Promotions;

public sealed class AnnouncePromotionsTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Everyone_who_can_earn_from_it_is_told_once_from_its_first_day_on(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await LaunchAsync(stage, new());

        Assert.Equal(0, await RunAsync(stage, "2026-11-19"));
        Assert.Equal(10, await RunAsync(stage, "2026-11-20"));
        Assert.Equal(0, await RunAsync(stage, "2026-11-20"));
        Assert.Equal(0, await RunAsync(stage, "2026-12-03"));

        var mail = (await stage.OwedAsync<PromotionLaunchedMail>())[0];
        Assert.Equal(
            ("Racks in winter", 30L, Stage.On("2026-11-20"), Stage.On("2026-12-31")),
            (mail.Title.In("en"), mail.Points, mail.StartsOn, mail.EndsOn));
    }

    [Fact]
    public async Task Skipped_days_are_made_good_within_two_weeks()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await LaunchAsync(stage, new());

        Assert.Equal(0, await RunAsync(stage, "2026-12-04"));
        Assert.Equal(10, await RunAsync(stage, "2026-12-03"));
    }

    [Theory]
    [InlineData("US", "", 4)]
    [InlineData("DE", "", 6)]
    [InlineData("", "Silver", 6)]
    [InlineData("US", "Silver", 0)]
    public async Task Firms_of_another_country_or_tier_are_not_told(string countries, string tiers, int told)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await LaunchAsync(stage, new() { Countries = countries, Tiers = tiers });

        Assert.Equal(told, await RunAsync(stage, "2026-11-20"));
    }

    [Theory]
    [InlineData("per-unit", 9)]
    [InlineData("fixed", 10)]
    public async Task A_promotion_of_sales_is_for_those_who_report_them_and_one_of_courses_for_all(string rule, int told)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        await using (var db = stage.OpenDb())
        {
            await db.Memberships.Where(m => m.PersonId == jan)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Personas, Personas.Marketing));
        }

        await LaunchAsync(stage, new() { Rule = rule });

        Assert.Equal(told, await RunAsync(stage, "2026-11-20"));
    }

    [Fact]
    public async Task Nobody_hears_of_a_base_award_or_of_a_budget_that_is_spent()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await LaunchAsync(stage, new() { IsBase = true });
        var spent = await LaunchAsync(stage, new() { Code = "SPENT", Budget = 100 });
        await using (var db = stage.OpenDb())
        {
            await db.Accounts.Where(a => a.Id == AccountRef.Budget(spent).Id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Points, 0L));
        }

        Assert.Equal(0, await RunAsync(stage, "2026-11-20"));
    }

    [Fact]
    public async Task The_suspended_and_those_who_declined_such_news_get_none()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        await stage.DeclineAsync("Jan Wójcik", "promotion-launched");
        await stage.SuspendAsync("Ben Carter");
        await LaunchAsync(stage, new());

        Assert.Equal(8, await RunAsync(stage, "2026-11-20"));
    }

    private static Task<int> RunAsync(Stage stage, string asOf) =>
        stage.RunAsync<AnnouncePromotions, int>(a => a.RunAsync(Stage.On(asOf), CancellationToken.None));

    private static async Task<long> LaunchAsync(Stage stage, Wanted wanted) =>
        (await stage.RunAsync<LaunchPromotion, Outcome<long, LaunchPromotion.Refusal>>(launch => launch.RunAsync(
            new NewPromotion(wanted.Code, wanted.Budget, wanted.IsBase, id => Terms(id, wanted)), CancellationToken.None))).Value;

    private static PromotionVersion Terms(long id, Wanted wanted) => new()
    {
        PromotionId = id,
        Version = 1,
        Name = new LocalizedText([KeyValuePair.Create("en", "Racks in winter")]),
        Text = new LocalizedText([KeyValuePair.Create("en", "30 points for each rack.")]),
        Rule = wanted.Rule,
        StartsOn = Stage.On("2026-11-20"),
        EndsOn = Stage.On("2026-12-31"),
        Families = "",
        Skus = "",
        Countries = wanted.Countries,
        Tiers = wanted.Tiers,
        Points = 30,
        PerMinor = 0,
        MultiplierPercent = 0,
        Priority = 1,
        StackingGroup = "",
        WaitingDays = 0,
    };

    private sealed record Wanted
    {
        public string Code { get; init; } = "WINTER";

        public string Rule { get; init; } = "per-unit";

        public string Countries { get; init; } = "";

        public string Tiers { get; init; } = "";

        public long? Budget { get; init; }

        public bool IsBase { get; init; }
    }
}
