using Leap.Data;
using Leap.Ledger;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Promotions;

/// <summary>Loads what a <see cref="Referee"/> needs to judge activities of some people.</summary>
public sealed class LivePromotions(LeapDb db, LeapSettings settings)
{
    /// <param name="used">Points that each person has from each promotion with a cap per person.</param>
    /// <param name="carried">Fractions of a point that each person carries in each promotion.</param>
    public async Task<Referee> RefereeAsync(
        IReadOnlyList<Promotion> promotions,
        Dictionary<(long PromotionId, long PersonId), long> used,
        Dictionary<(long PromotionId, long PersonId), Fraction> carried,
        CancellationToken cancel)
    {
        var accounts = promotions.Where(p => p.BudgetPoints is not null).Select(p => AccountRef.Budget(p.Id).Id).ToList();
        var budgets = await db.Accounts.AsNoTracking()
            .Where(a => accounts.Contains(a.Id))
            .ToDictionaryAsync(a => a.OwnerId, a => a.Points ?? 0, cancel);
        return new Referee(promotions, settings.Programme.Currency, used, budgets, carried);
    }

    public Task<List<Promotion>> AllAsync(CancellationToken cancel) =>
        db.Promotions.AsNoTracking().Include(p => p.Versions).OrderBy(p => p.Id).ToListAsync(cancel);
}
