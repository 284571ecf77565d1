using Leap.Locales;
using Leap.Promotions;

namespace Leap.Tests.Promotions;

public sealed class RefereeTests
{
    private const long Anna = 7;

    private static readonly Facts TwoRacks = new()
    {
        IsSale = true, Day = Stage.On("2026-06-15"), Country = "DE", Tier = "Gold",
        Family = "rack", Sku = "R1", Quantity = 2, ReportingMinor = 10_000_00,
    };

    [Fact]
    public void The_base_rule_pays_by_revenue_and_rounds_down_once()
    {
        var facts = TwoRacks with { ReportingMinor = 10_019_99 };

        var decision = Judge([Base()], facts);

        Assert.Equal(500, Assert.Single(decision.Grants).Points);
    }

    [Fact]
    public void A_multiplier_adds_a_share_of_the_base_award()
    {
        var decision = Judge([Base(), Promotion(2, "DOUBLE", Terms(2, "multiplier", percent: 100))], TwoRacks);

        Assert.Equal([500L, 500L], decision.Grants.Select(g => g.Points));
    }

    [Fact]
    public void Points_per_unit_count_units()
    {
        var decision = Judge([Promotion(2, "RACK", Terms(2, "per-unit", points: 25, families: "rack|tower"))], TwoRacks);

        Assert.Equal(50, Assert.Single(decision.Grants).Points);
    }

    [Fact]
    public void A_rule_for_modules_pays_nothing_for_a_sale_and_the_other_way_round()
    {
        Promotion[] promotions = [Base(), Promotion(2, "LEARN", Terms(2, "fixed", points: 40))];

        Assert.Equal(["BASE"], Judge(promotions, TwoRacks).Grants.Select(g => g.Promotion.Code));
        Assert.Equal(["LEARN"], Judge(promotions, TwoRacks with { IsSale = false, Sku = "" }).Grants.Select(g => g.Promotion.Code));
    }

    [Fact]
    public void Of_one_stacking_group_only_the_first_by_priority_pays_whatever_the_order_of_editing()
    {
        Promotion[] promotions =
        [
            Base(),
            Promotion(2, "LOW", Terms(2, "per-unit", points: 5, group: "launch", priority: 1)),
            Promotion(3, "HIGH", Terms(3, "per-unit", points: 9, group: "launch", priority: 8)),
            Promotion(4, "ALSO", Terms(4, "per-unit", points: 3)),
        ];

        var outcomes = Permutations(promotions).Select(order =>
            string.Join(
                ' ', Judge(order, TwoRacks).Grants.Select(g => $"{g.Promotion.Code}={g.Points}").Order(StringComparer.Ordinal)))
            .Distinct().ToList();

        Assert.Equal("ALSO=6 BASE=500 HIGH=18", Assert.Single(outcomes));
    }

    [Theory]
    [InlineData("2026-01-31", "why.not.started")]
    [InlineData("2026-10-01", "why.not.ended")]
    public void The_window_is_judged_by_the_day_of_the_invoice(string day, string reason)
    {
        var promotion = Promotion(2, "SPRING", Terms(2, "per-unit", points: 5, from: "2026-02-01", to: "2026-09-30"));

        var decision = Judge([promotion], TwoRacks with { Day = Stage.On(day) });

        Assert.Equal(reason, Assert.Single(decision.Misses).Why.Key);
    }

    [Theory]
    [InlineData("US", "Gold", "rack", "why.not.country")]
    [InlineData("DE", "Silver", "rack", "why.not.tier")]
    [InlineData("DE", "Gold", "storage", "why.not.product")]
    public void A_miss_names_the_first_condition_that_failed(string country, string tier, string family, string reason)
    {
        var promotion = Promotion(2, "X", Terms(2, "per-unit", points: 5, families: "rack", countries: "DE|AT", tiers: "gold|platinum"));

        var decision = Judge([promotion], TwoRacks with { Country = country, Tier = tier, Family = family });

        Assert.Equal(reason, Assert.Single(decision.Misses).Why.Key);
    }

    [Fact]
    public void A_cap_per_sale_trims_over_all_lines_and_says_so()
    {
        var decision = Judge([Promotion(2, "X", Terms(2, "per-unit", points: 30, capPerSale: 100))], TwoRacks, TwoRacks);

        Assert.Equal([60L, 40L], decision.Grants.Select(g => g.Points));
        Assert.Equal("why.cap.sale", decision.Grants[1].Reasons[^1].Key);
    }

    [Fact]
    public void A_cap_per_person_counts_what_they_have_from_before()
    {
        var referee = new Referee(
            [Promotion(2, "X", Terms(2, "per-unit", points: 30, capPerPerson: 100))], "USD", new() { [(2, Anna)] = 90 }, [], []);

        var first = referee.Judge(Anna, [TwoRacks]);
        var second = referee.Judge(Anna, [TwoRacks]);

        Assert.Equal(10, Assert.Single(first.Grants).Points);
        Assert.Equal("why.cap.person", Assert.Single(second.Misses).Why.Key);
    }

    [Fact]
    public void A_budget_is_never_overspent_within_a_batch()
    {
        var referee = new Referee([Promotion(2, "X", Terms(2, "per-unit", points: 30), budget: 100)], "USD", [], new() { [2] = 100 }, []);

        var points = Enumerable.Range(0, 4).Select(_ => referee.Judge(Anna, [TwoRacks]).Grants.Sum(g => g.Points)).ToList();

        Assert.Equal([60L, 40L, 0L, 0L], points);
    }

    private static Decision Judge(IEnumerable<Promotion> promotions, params Facts[] lines) =>
        new Referee(promotions, "USD", [], [], []).Judge(Anna, lines);

    private static IEnumerable<Promotion[]> Permutations(Promotion[] all) =>
        all.Length <= 1
            ? [all]
            : all.SelectMany((first, i) => Permutations([.. all[..i], .. all[(i + 1)..]]).Select(rest => (Promotion[])[first, .. rest]));

    private static Promotion Base() => new() { Id = 1, Code = "BASE", IsBase = true, Versions = [Terms(1, "per-revenue", points: 5)] };

    private static Promotion Promotion(long id, string code, PromotionVersion terms, long? budget = null) =>
        new() { Id = id, Code = code, BudgetPoints = budget, Versions = [terms] };

    private static PromotionVersion Terms(
        long id, string rule, long points = 0, int percent = 0, string families = "", string countries = "", string tiers = "",
        long? capPerSale = null, long? capPerPerson = null, string group = "", int priority = 5,
        string from = "2026-01-01", string to = "2026-12-31") => new()
        {
            PromotionId = id, Version = 1, Rule = rule, Name = LocalizedText.Empty, Text = LocalizedText.Empty,
            StartsOn = Stage.On(from), EndsOn = Stage.On(to), Families = families, Skus = "", Countries = countries, Tiers = tiers,
            Points = points, PerMinor = 100_00, MultiplierPercent = percent, CapPerSale = capPerSale, CapPerPerson = capPerPerson,
            Priority = priority, StackingGroup = group, WaitingDays = 0,
        };
}
