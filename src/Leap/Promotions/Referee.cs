using Leap.Promotions.Rules;

namespace Leap.Promotions;

/// <summary>
/// Decides what a run of activities earns. It remembers what caps and budgets have left and which fractions of a point wait, so that one
/// referee can judge a batch; the order in which promotions were made or edited plays no part (P4).
/// </summary>
public sealed class Referee
{
    private readonly IReadOnlyList<Promotion> promotions;
    private readonly string currency;
    private readonly Dictionary<(long PromotionId, long PersonId), long> used;
    private readonly Dictionary<long, long> budgets;
    private readonly Dictionary<(long PromotionId, long PersonId), Fraction> carried;

    /// <param name="used">Points that a person has from a promotion with a cap per person.</param>
    /// <param name="budgets">Points left per promotion that has a budget.</param>
    /// <param name="carried">
    /// Fractions that earlier awards left to a person (L14); below zero when a return took back what had made a point.
    /// </param>
    public Referee(
        IEnumerable<Promotion> promotions,
        string currency,
        Dictionary<(long PromotionId, long PersonId), long> used,
        Dictionary<long, long> budgets,
        Dictionary<(long PromotionId, long PersonId), Fraction> carried)
    {
        this.promotions = [.. promotions
            .OrderByDescending(p => p.IsBase)
            .ThenByDescending(p => p.Current.Priority)
            .ThenBy(p => p.Code, StringComparer.Ordinal)];
        this.currency = currency;
        this.used = used;
        this.budgets = budgets;
        this.carried = carried;
    }

    /// <summary>What <see cref="Judge"/> would say now; caps, budgets and fractions stay as they are.</summary>
    public Decision Preview(long personId, IReadOnlyList<Facts> lines) =>
        new Referee(promotions, currency, new(used), new(budgets), new(carried)).Judge(personId, lines);

    /// <param name="lines">The facts of each line of a sale, or of one module.</param>
    public Decision Judge(long personId, IReadOnlyList<Facts> lines)
    {
        var (grants, misses, fractions) = (new List<Grant>(), new List<Miss>(), new List<Grant>());
        var inSale = new Dictionary<long, Taken>();
        for (var line = 0; line < lines.Count; line++)
        {
            var baseAward = Fraction.Zero;
            var groups = new HashSet<string>(StringComparer.Ordinal);
            foreach (var promotion in promotions)
            {
                var terms = promotion.Current;
                var rule = Rule.All[terms.Rule];
                if (rule.IsForSales != lines[line].IsSale)
                {
                    continue;
                }

                if (FirstFailure(terms, lines[line], groups) is { } failure)
                {
                    misses.Add(new Miss(promotion, line, failure));
                    continue;
                }

                var (exact, reason) = rule.Award(terms, lines[line], baseAward, currency);
                var reasons = new List<Reason> { reason };
                var taken = Take(promotion, personId, exact, inSale, reasons);
                if (taken.Points == 0)
                {
                    misses.Add(new Miss(promotion, line, reasons[^1]));
                }

                if (taken.Exact == Fraction.Zero)
                {
                    continue;
                }

                groups.Add(terms.StackingGroup);
                baseAward = promotion.IsBase ? taken.Exact : baseAward;
                (taken.Points == 0 ? fractions : grants).Add(
                    new Grant(promotion, line, taken.Points, taken.Exact - taken.Points, lines[line].Quantity, reasons));
            }
        }

        return new(grants, misses, fractions);
    }

    private static Reason? FirstFailure(PromotionVersion terms, Facts facts, HashSet<string> groups)
    {
        if (facts.Day < terms.StartsOn)
        {
            return new Reason("why.not.started", new ReasonValue("date", Day: terms.StartsOn));
        }

        if (facts.Day > terms.EndsOn)
        {
            return new Reason("why.not.ended", new ReasonValue("date", Day: terms.EndsOn));
        }

        if (!PromotionVersion.IsListed(terms.Countries, facts.Country))
        {
            return new Reason("why.not.country");
        }

        if (!PromotionVersion.IsListed(terms.Tiers, facts.Tier))
        {
            return new Reason("why.not.tier");
        }

        if (!terms.IsForProduct(facts.Family, facts.Sku))
        {
            return new Reason("why.not.product");
        }

        return terms.StackingGroup.Length > 0 && groups.Contains(terms.StackingGroup) ? new Reason("why.not.group") : null;
    }

    /// <summary>
    /// Trims to what caps and budget leave; what is trimmed neither pays nor accrues. The rest and what was carried are rounded down, once.
    /// </summary>
    private Taken Take(Promotion promotion, long personId, Fraction exact, Dictionary<long, Taken> inSale, List<Reason> reasons)
    {
        var key = (promotion.Id, personId);
        var before = inSale.GetValueOrDefault(promotion.Id);
        var rooms = Rooms(promotion, personId, before).ToList();
        foreach (var room in rooms)
        {
            exact = room.Trim(exact, reasons);
        }

        if (exact == Fraction.Zero)
        {
            return default;
        }

        var sum = carried.GetValueOrDefault(key) + exact;
        var points = rooms.Aggregate(sum.RoundDown(), (least, room) => Math.Min(least, room.Points));
        points = Math.Max(0, points);
        AddReason(points, exact, reasons);
        carried[key] = sum - points;
        used[key] = used.GetValueOrDefault(key) + points;
        inSale[promotion.Id] = new Taken(before.Points + points, before.Exact + exact);
        if (promotion.BudgetPoints is not null)
        {
            budgets[promotion.Id] -= points;
        }

        return new Taken(points, exact);
    }

    private IEnumerable<Room> Rooms(Promotion promotion, long personId, Taken inSale)
    {
        var terms = promotion.Current;
        if (terms.CapPerSale is { } perSale)
        {
            yield return new Room("why.cap.sale", perSale, perSale - inSale.Points, perSale - inSale.Exact);
        }

        if (terms.CapPerPerson is { } perPerson)
        {
            var left = perPerson - used.GetValueOrDefault((promotion.Id, personId));
            yield return new Room("why.cap.person", perPerson, left, left - carried.GetValueOrDefault((promotion.Id, personId)));
        }

        if (promotion.BudgetPoints is { } budget)
        {
            var left = budgets.GetValueOrDefault(promotion.Id);
            yield return new Room("why.cap.budget", budget, left, left);
        }
    }

    /// <summary>Says where the points differ from what the line alone is worth.</summary>
    private static void AddReason(long points, Fraction exact, List<Reason> reasons)
    {
        var own = exact.RoundDown();
        if (points > own)
        {
            reasons.Add(new Reason("why.fraction.made", new ReasonValue("count", points - own)));
        }
        else if (points < own)
        {
            reasons.Add(new Reason("why.fraction.owed", new ReasonValue("count", own - points)));
        }
        else if (points == 0)
        {
            var least = new Fraction(1, 100);
            reasons.Add(exact < least
                ? new Reason("why.fraction.little", ReasonValue.Of("fraction", least))
                : new Reason("why.fraction.waits", ReasonValue.Of("fraction", exact)));
        }
    }

    /// <summary>What a cap or a budget leaves: in whole points, and with the fractions that wait counted as paid.</summary>
    private readonly record struct Room(string Key, long Cap, long Points, Fraction Exact)
    {
        public Fraction Trim(Fraction exact, List<Reason> reasons)
        {
            if (exact <= Exact)
            {
                return exact;
            }

            reasons.Add(new Reason(Key, new ReasonValue("cap", Cap), new ReasonValue("count", Math.Max(0, Points))));
            return Exact > Fraction.Zero ? Exact : Fraction.Zero;
        }
    }

    /// <summary>What was granted: whole points, and the worth that they were rounded from.</summary>
    private readonly record struct Taken(long Points, Fraction Exact);
}
