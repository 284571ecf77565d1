using Leap.Promotions.Rules;

namespace Leap.Promotions;

/// <summary>
/// Decides what a run of activities earns. It remembers what caps and budgets have left, so that one referee can judge a batch; the order
/// in which promotions were made or edited plays no part (P4).
/// </summary>
public sealed class Referee
{
    private readonly IReadOnlyList<Promotion> promotions;
    private readonly string currency;
    private readonly Dictionary<(long PromotionId, long PersonId), long> used;
    private readonly Dictionary<long, long> budgets;

    /// <param name="used">Points that a person has from a promotion with a cap per person.</param>
    /// <param name="budgets">Points left per promotion that has a budget.</param>
    public Referee(
        IEnumerable<Promotion> promotions,
        string currency,
        Dictionary<(long PromotionId, long PersonId), long> used,
        Dictionary<long, long> budgets)
    {
        this.promotions = [.. promotions
            .OrderByDescending(p => p.IsBase)
            .ThenByDescending(p => p.Current.Priority)
            .ThenBy(p => p.Code, StringComparer.Ordinal)];
        this.currency = currency;
        this.used = used;
        this.budgets = budgets;
    }

    /// <summary>What <see cref="Judge"/> would say now; caps and budgets stay as they are.</summary>
    public Decision Preview(long personId, IReadOnlyList<Facts> lines) =>
        new Referee(promotions, currency, new(used), new(budgets)).Judge(personId, lines);

    /// <param name="lines">The facts of each line of a sale, or of one module.</param>
    public Decision Judge(long personId, IReadOnlyList<Facts> lines)
    {
        var grants = new List<Grant>();
        var misses = new List<Miss>();
        var inSale = new Dictionary<long, long>();
        for (var line = 0; line < lines.Count; line++)
        {
            var basePoints = 0L;
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

                var (points, reason) = rule.Award(terms, lines[line], basePoints, currency);
                var reasons = new List<Reason> { reason };
                points = Trim(promotion, personId, points, inSale.GetValueOrDefault(promotion.Id), reasons);
                if (points <= 0)
                {
                    misses.Add(new Miss(promotion, line, reasons[^1]));
                    continue;
                }

                Take(promotion, personId, points, inSale);
                groups.Add(terms.StackingGroup);
                basePoints = promotion.IsBase ? points : basePoints;
                grants.Add(new Grant(promotion, line, points, lines[line].Quantity, reasons));
            }
        }

        return new(grants, misses);
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

    private long Trim(Promotion promotion, long personId, long points, long inSale, List<Reason> reasons)
    {
        var terms = promotion.Current;
        points = Cap(points, terms.CapPerSale - inSale, "why.cap.sale", terms.CapPerSale, reasons);
        points = Cap(
            points, terms.CapPerPerson - used.GetValueOrDefault((promotion.Id, personId)), "why.cap.person", terms.CapPerPerson, reasons);
        return promotion.BudgetPoints is null
            ? points
            : Cap(points, budgets.GetValueOrDefault(promotion.Id), "why.cap.budget", promotion.BudgetPoints, reasons);
    }

    private static long Cap(long points, long? left, string key, long? cap, List<Reason> reasons)
    {
        if (left is null || points <= left)
        {
            return points;
        }

        reasons.Add(new Reason(key, new ReasonValue("cap", cap), new ReasonValue("count", Math.Max(0, left.Value))));
        return Math.Max(0, left.Value);
    }

    private void Take(Promotion promotion, long personId, long points, Dictionary<long, long> inSale)
    {
        inSale[promotion.Id] = inSale.GetValueOrDefault(promotion.Id) + points;
        used[(promotion.Id, personId)] = used.GetValueOrDefault((promotion.Id, personId)) + points;
        if (promotion.BudgetPoints is not null)
        {
            budgets[promotion.Id] -= points;
        }
    }
}
