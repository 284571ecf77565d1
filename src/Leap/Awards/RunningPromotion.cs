using Leap.Data;
using Leap.Ledger;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>A promotion that runs on a day by the terms that hold now, as one person finds it.</summary>
/// <param name="LeftPoints">What its budget still holds; null without one.</param>
/// <param name="UsedPoints">What the person has from it.</param>
/// <param name="Carried">The fraction of a point that they carry in it; null without one.</param>
public sealed record RunningPromotion(
    Promotion Promotion, PromotionVersion Terms, long? LeftPoints, long UsedPoints, Fraction? Carried)
{
    /// <summary>Whether it can still pay this person, who works at a firm of this country and tier.</summary>
    public bool CanPay(string country, string tier) =>
        Terms.IsForFirm(country, tier) && LeftPoints is not <= 0 && !(Terms.CapPerPerson <= UsedPoints);

    /// <summary>All that run on the day, the one that ends first on top; in one read.</summary>
    public static async Task<IReadOnlyList<RunningPromotion>> ReadAsync(LeapDb db, DateOnly day, long personId, CancellationToken cancel)
    {
        var versions = db.Set<PromotionVersion>().AsNoTracking();
        var promotions = db.Promotions.AsNoTracking();
        var budgets = db.Accounts.AsNoTracking().Where(a => a.Kind == AccountKind.Budget);
        var awards = db.Awards.AsNoTracking().Where(a => a.PersonId == personId && a.State != AwardState.Voided);
        var accruals = db.Accruals.AsNoTracking().Where(a => a.PersonId == personId);
        var rows = await versions
            .Where(v => v.StartsOn <= day && v.EndsOn >= day)
            .Where(v => v.Version == versions.Where(o => o.PromotionId == v.PromotionId).Max(o => o.Version))
            .Join(promotions, v => v.PromotionId, p => p.Id, (v, p) => new { Terms = v, Promotion = p })
            .OrderBy(x => x.Terms.EndsOn).ThenBy(x => x.Promotion.Id)
            .Select(x => new RunningPromotion(
                x.Promotion,
                x.Terms,
                budgets.Where(a => a.OwnerId == x.Promotion.Id).Select(a => a.Points).FirstOrDefault(),
                awards.Where(a => a.PromotionId == x.Promotion.Id).Sum(a => a.Points - a.ReversedPoints),
                accruals.Where(a => a.PromotionId == x.Promotion.Id).Select(a => (Fraction?)a.Carried).FirstOrDefault()))
            .ToListAsync(cancel);
        rows.ForEach(r => r.Promotion.Versions.Add(r.Terms));
        return rows;
    }

    /// <param name="currency">The reporting currency.</param>
    public static Referee RefereeOf(IReadOnlyList<RunningPromotion> running, long personId, string currency) => new(
        running.Select(r => r.Promotion),
        currency,
        running.ToDictionary(r => (r.Promotion.Id, personId), r => r.UsedPoints),
        running.Where(r => r.LeftPoints is not null).ToDictionary(r => r.Promotion.Id, r => r.LeftPoints!.Value),
        running.Where(r => r.Carried is not null).ToDictionary(r => (r.Promotion.Id, personId), r => r.Carried!.Value));
}
