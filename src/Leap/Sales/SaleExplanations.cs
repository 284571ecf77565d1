using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Products;
using Leap.Promotions;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>
/// Explains a reported sale line by line (P8). What paid is what was stored; why the other promotions did not is judged again on the day's
/// facts, with caps, budgets and fractions as they would be without this sale.
/// </summary>
public sealed class SaleExplanations(LeapDb db, LivePromotions live, Accruals accruals, LeapSettings settings)
{
    /// <param name="sale">With its lines.</param>
    public async Task<IReadOnlyList<LineEarning>> OfAsync(Sale sale, CancellationToken cancel)
    {
        var productIds = sale.Lines.Select(l => l.ProductId).ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var promotions = await live.AllAsync(cancel);
        var awards = await db.Awards.AsNoTracking()
            .Where(a => a.Activity == Activity.Sale && a.SourceId == sale.Id)
            .OrderBy(a => a.Id)
            .ToListAsync(cancel);
        var misses = sale.IsPublicSector ? [] : await MissesAsync(sale, products, promotions, awards, cancel);
        var terms = promotions.SelectMany(p => p.Versions).ToDictionary(v => (v.PromotionId, v.Version));
        return [.. sale.Lines.Select((line, index) => new LineEarning(
            products[line.ProductId],
            line,
            [.. awards.Where(a => a.SaleLineId == line.Id && a.Points > 0).Select(a => ToPaid(a, terms))],
            [.. awards.Where(a => a.SaleLineId == line.Id && a.Points == 0).Select(a => ToUnpaid(a, terms)), .. misses
                .Where(m => m.LineIndex == index && !awards.Exists(a => a.SaleLineId == line.Id && a.PromotionId == m.Promotion.Id))
                .Select(m => new LineEarning.Unpaid(m.Promotion.Current.Name, m.Why))]))];
    }

    private async Task<IReadOnlyList<Miss>> MissesAsync(
        Sale sale, Dictionary<long, Product> products, List<Promotion> promotions, List<Award> own, CancellationToken cancel)
    {
        var workplaces = await Workplaces.LoadAsync(db, [sale.PersonId], cancel);
        if (workplaces.On(sale.PersonId, sale.InvoiceOn) is not { } workplace)
        {
            return [];
        }

        var capped = promotions.Where(p => p.Current.CapPerPerson is not null).Select(p => (long?)p.Id).ToList();
        var used = await db.Awards.AsNoTracking()
            .Where(a => capped.Contains(a.PromotionId) && a.PersonId == sale.PersonId && a.State != AwardState.Voided)
            .Where(a => a.Activity != Activity.Sale || a.SourceId != sale.Id)
            .GroupBy(a => a.PromotionId)
            .Select(g => new { PromotionId = g.Key, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToDictionaryAsync(u => (u.PromotionId!.Value, sale.PersonId), u => u.Points, cancel);
        var budgeted = promotions.Where(p => p.BudgetPoints is not null).Select(p => AccountRef.Budget(p.Id).Id).ToList();
        var budgets = await db.Accounts.AsNoTracking()
            .Where(a => budgeted.Contains(a.Id))
            .ToDictionaryAsync(a => a.OwnerId, a => a.Points ?? 0, cancel);
        foreach (var award in own.Where(a => a.BudgetId is not null && a.State != AwardState.Voided))
        {
            budgets[award.BudgetId!.Value] += award.Standing;
        }

        var carried = await accruals.OfAsync([sale.PersonId], cancel);
        foreach (var award in own.Where(a => a.PromotionId is not null && a.State != AwardState.Voided))
        {
            var key = (award.PromotionId!.Value, award.PersonId);
            carried[key] = carried.GetValueOrDefault(key) - award.Accrued;
        }

        return new Referee(promotions, settings.Programme.Currency, used, budgets, carried)
            .Judge(sale.PersonId, SaleFacts.Of(sale, workplace, products)).Misses;
    }

    private static LineEarning.Paid ToPaid(Award award, Dictionary<(long PromotionId, int Version), PromotionVersion> terms) => new(
        terms[(award.PromotionId!.Value, award.PromotionVersion)].Name,
        award.Standing,
        award.State,
        award.State == AwardState.Waiting ? award.ReleaseOn : null,
        Reason.FromJson(award.Reasons));

    private static LineEarning.Unpaid ToUnpaid(Award award, Dictionary<(long PromotionId, int Version), PromotionVersion> terms) => new(
        terms[(award.PromotionId!.Value, award.PromotionVersion)].Name,
        Reason.FromJson(award.Reasons)[^1]);
}
