using Leap.Locales;
using Leap.Promotions;
using Leap.Seeding;

namespace Leap.Tests.Promotions;

/// <summary>Worked examples of L14: rounding once, down, and fractions that wait until they make a point.</summary>
public sealed class AccruingTests
{
    private const long Anna = 7;
    private const long Ben = 8;

    /// <summary>One point for each 300.00: a line of 100.00 is worth a third.</summary>
    private static readonly Promotion Thirds = new Draft(1, "THIRDS").Make();

    [Fact]
    public void Three_lines_of_a_third_make_exactly_one_point()
    {
        var decision = Referee(Thirds).Judge(Anna, [Line(100_00), Line(100_00), Line(100_00)]);

        var grant = Assert.Single(decision.Grants);
        Assert.Equal((2, 1L, "-2/3"), (grant.LineIndex, grant.Points, grant.Accrued.ToString()));
        Assert.Equal(["why.per-revenue", "why.fraction.made"], grant.Reasons.Select(r => r.Key));
        Assert.Equal(1, grant.Reasons[^1].Values.Single(v => v.Name == "count").Number);
        Assert.Equal(["1/3", "1/3"], decision.Fractions.Select(f => f.Accrued.ToString()));
    }

    [Fact]
    public void A_line_that_only_accrued_says_what_waits()
    {
        var decision = Referee(Thirds).Judge(Anna, [Line(120_00), Line(1_00)]);

        Assert.Equal(["why.fraction.waits", "why.fraction.little"], decision.Misses.Select(m => m.Why.Key));
        Assert.Equal([0.4m, 0.01m], decision.Misses.Select(m => m.Why.Values.Single().Decimals));
    }

    [Fact]
    public void People_read_it_as_a_sentence()
    {
        var english = Languages.Load().For("en");
        var decision = Referee(Thirds).Judge(Anna, [Line(120_00), Line(1_00), Line(180_00)]);

        Assert.Equal(
            [
                "This adds 0.4 of a point, which waits until it makes a whole one",
                "This adds less than 0.01 of a point, which waits until it makes a whole one",
            ],
            decision.Misses.Select(m => m.Why.In(english)));
        Assert.Equal("+1: fractions of earlier sales made a whole point", decision.Grants[0].Reasons[^1].In(english));
    }

    [Fact]
    public void What_was_stored_reads_as_what_was_judged()
    {
        var reasons = Referee(Thirds).Judge(Anna, [Line(120_00)]).Fractions[0].Reasons;

        var stored = Reason.FromJson(Reason.ToJson(reasons));

        var english = Languages.Load().For("en");
        Assert.Equal(reasons.Select(r => r.In(english)), stored.Select(r => r.In(english)));
    }

    [Fact]
    public void Sales_of_a_batch_and_what_was_carried_before_add_up()
    {
        var referee = Referee([Thirds], new() { [(1, Anna)] = new(2, 3), [(1, Ben)] = new(1, 3) });

        var points = new[] { Anna, Ben, Anna, Ben }.Select(who => referee.Judge(who, [Line(100_00)]).Grants.Sum(g => g.Points));

        Assert.Equal([1L, 0L, 0L, 1L], points);
    }

    [Fact]
    public void A_preview_uses_no_fraction_up()
    {
        var referee = Referee([Thirds], new() { [(1, Anna)] = new(2, 3) });

        Assert.Equal(1, referee.Preview(Anna, [Line(100_00)]).Grants.Sum(g => g.Points));
        Assert.Equal(1, referee.Judge(Anna, [Line(100_00)]).Grants.Sum(g => g.Points));
        Assert.Empty(referee.Judge(Anna, [Line(100_00)]).Grants);
    }

    [Fact]
    public void Two_promotions_accrue_separately()
    {
        var halves = new Draft(2, "HALVES") { PerMinor = 200_00 }.Make();
        var referee = Referee(Thirds, halves);

        var sales = Enumerable.Range(0, 3).Select(_ => Told(referee.Judge(Anna, [Line(100_00)]))).ToList();

        Assert.Equal(["HALVES+1/2 THIRDS+1/3", "HALVES=1-1/2 THIRDS+1/3", "HALVES+1/2 THIRDS=1-2/3"], sales);
    }

    [Fact]
    public void What_a_cap_trims_does_not_accrue()
    {
        var referee = Referee(new Draft(1, "CAPPED") { CapPerSale = 3 }.Make());

        var grant = Assert.Single(referee.Judge(Anna, [Line(1_100_00)]).Grants);
        var next = referee.Judge(Anna, [Line(200_00)]);

        Assert.Equal((3L, "0"), (grant.Points, grant.Accrued.ToString()));
        Assert.Equal("why.cap.sale", grant.Reasons[^1].Key);
        Assert.Empty(next.Grants);
        Assert.Equal("2/3", Assert.Single(next.Fractions).Accrued.ToString());
    }

    [Fact]
    public void A_sale_is_worth_its_cap_at_most_over_all_lines_with_their_fractions()
    {
        var referee = Referee(new Draft(1, "CAPPED") { CapPerSale = 3 }.Make());

        var decision = referee.Judge(Anna, [Line(800_00), Line(800_00)]);

        Assert.Equal([(2L, "2/3"), (1L, "-2/3")], decision.Grants.Select(g => (g.Points, g.Accrued.ToString())));
    }

    [Fact]
    public void A_person_at_the_cap_accrues_nothing_more()
    {
        var capped = new Draft(1, "CAPPED") { CapPerPerson = 5 }.Make();
        var referee = new Referee([capped], "USD", new() { [(1, Anna)] = 4 }, [], new() { [(1, Anna)] = new(1, 3) });

        var decision = referee.Judge(Anna, [Line(100_00), Line(800_00), Line(100_00)]);

        Assert.Equal([(1L, "-2/3")], decision.Grants.Select(g => (g.Points, g.Accrued.ToString())));
        Assert.Equal(["why.fraction.waits", "why.cap.person"], decision.Misses.Select(m => m.Why.Key));
    }

    [Fact]
    public void A_budget_pays_no_fraction_that_it_does_not_hold()
    {
        var budgeted = new Draft(1, "BUDGET") { Budget = 2 }.Make();
        var referee = new Referee([budgeted], "USD", [], new() { [1] = 2 }, new() { [(1, Anna)] = new(5, 3) });

        var decision = referee.Judge(Anna, [Line(700_00), Line(100_00)]);

        // 5/3 waited and the line's 7/3 are trimmed to 2: of the 11/3 the budget can pay 2, and what waited before is not lost.
        Assert.Equal([(2L, "0")], decision.Grants.Select(g => (g.Points, g.Accrued.ToString())));
        Assert.Equal("why.cap.budget", Assert.Single(decision.Misses).Why.Key);
        Assert.Empty(decision.Fractions);
    }

    [Fact]
    public void A_fraction_that_was_taken_back_after_it_made_a_point_is_made_good_first()
    {
        var referee = Referee([Thirds], new() { [(1, Anna)] = new(-1, 3) });

        var decision = referee.Judge(Anna, [Line(600_00), Line(100_00)]);

        Assert.Equal([1L, 1L], decision.Grants.Select(g => g.Points));
        Assert.Equal(["why.fraction.owed", "why.fraction.made"], decision.Grants.Select(g => g.Reasons[^1].Key));
    }

    [Fact]
    public void A_multiplier_takes_the_base_award_before_rounding_so_that_rounding_happens_once()
    {
        var half = new Draft(2, "HALF") { Rule = "multiplier" }.Make();
        var twoThirds = new Draft(1, "BASE") { IsBase = true }.Make();

        var decision = Referee(twoThirds, half).Judge(Anna, [Line(800_00)]);

        // The base is 8/3; half of it is 4/3.
        Assert.Equal([(2L, "2/3"), (1L, "1/3")], decision.Grants.Select(g => (g.Points, g.Accrued.ToString())));
        Assert.Equal(2.66m, decision.Grants[1].Reasons[0].Values.Single(v => v.Name == "base").Decimals);
    }

    [Fact]
    public void A_promotion_that_only_accrues_pays_for_its_stacking_group()
    {
        var first = new Draft(1, "FIRST") { Group = "one", Priority = 9 }.Make();
        var second = new Draft(2, "SECOND") { PerMinor = 100_00, Group = "one" }.Make();

        var decision = Referee(first, second).Judge(Anna, [Line(100_00)]);

        Assert.Empty(decision.Grants);
        Assert.Equal(["why.fraction.waits", "why.not.group"], decision.Misses.Select(m => m.Why.Key));
    }

    [Fact]
    public void Permuting_promotions_changes_nothing()
    {
        Promotion[] promotions =
        [
            Thirds,
            new Draft(2, "HALVES") { PerMinor = 200_00, Group = "one" }.Make(),
            new Draft(3, "SEVENTHS") { PerMinor = 700_00, Group = "one" }.Make(),
        ];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

        var outcomes = orders.Select(order =>
        {
            var referee = Referee([.. order.Select(i => promotions[i])]);
            return string.Join(" | ", Enumerable.Range(0, 4).Select(_ => Told(referee.Judge(Anna, [Line(100_00), Line(250_00)]))));
        });

        Assert.Single(outcomes.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Whatever_the_sales_points_and_what_is_carried_are_what_they_were_worth()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var dice = new Dice($"sales {seed}");
            var carried = new Dictionary<(long PromotionId, long PersonId), Fraction>();
            var referee = Referee([Thirds], carried);
            var (worth, points) = (Fraction.Zero, 0L);
            for (var sale = 0; sale < 20; sale++)
            {
                var lines = Enumerable.Range(0, dice.Between(1, 4)).Select(_ => Line(dice.Below(1_000_00))).ToList();
                worth = lines.Aggregate(worth, (sum, line) => sum + new Fraction(line.ReportingMinor, 300_00));
                points += referee.Judge(Anna, lines).Grants.Sum(g => g.Points);
            }

            Assert.Equal((seed, worth), (seed, carried[(1, Anna)] + points));
            Assert.True(carried[(1, Anna)] >= Fraction.Zero && carried[(1, Anna)] < 1);
        }
    }

    private static string Told(Decision decision) => string.Join(' ', decision.Awarded
        .Select(g => $"{g.Promotion.Code}{(g.Points == 0 ? "" : $"={g.Points}")}{(g.Accrued > Fraction.Zero ? "+" : "")}{g.Accrued}")
        .Order(StringComparer.Ordinal));

    private static Referee Referee(params Promotion[] promotions) => Referee(promotions, []);

    private static Referee Referee(Promotion[] promotions, Dictionary<(long PromotionId, long PersonId), Fraction> carried) =>
        new(promotions, "USD", [], [], carried);

    private static Facts Line(long minor) => new()
    {
        IsSale = true, Day = Stage.On("2026-06-15"), Country = "DE", Tier = "Gold",
        Family = "rack", Sku = "R1", Quantity = 1, ReportingMinor = minor,
    };

    /// <summary>One point for each 300.00 unless it says otherwise.</summary>
    private sealed record Draft(long Id, string Code)
    {
        public string Rule { get; init; } = "per-revenue";

        public bool IsBase { get; init; }

        public long PerMinor { get; init; } = 300_00;

        public long? CapPerSale { get; init; }

        public long? CapPerPerson { get; init; }

        public long? Budget { get; init; }

        public string Group { get; init; } = "";

        public int Priority { get; init; } = 3;

        public Promotion Make() => new()
        {
            Id = Id, Code = Code, IsBase = IsBase, BudgetPoints = Budget,
            Versions =
            [
                new()
                {
                    PromotionId = Id, Version = 1, Rule = Rule, Name = LocalizedText.Empty, Text = LocalizedText.Empty,
                    StartsOn = Stage.On("2026-01-01"), EndsOn = Stage.On("2026-12-31"),
                    Families = "", Skus = "", Countries = "", Tiers = "",
                    Points = 1, PerMinor = PerMinor, MultiplierPercent = 50, CapPerSale = CapPerSale, CapPerPerson = CapPerPerson,
                    Priority = Priority, StackingGroup = Group, WaitingDays = 0,
                },
            ],
        };
    }
}
