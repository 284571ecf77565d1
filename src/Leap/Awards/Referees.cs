using Leap.Data;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>
/// Makes the referee for a batch: all promotions, with what each person has used of their caps and the fractions that they carry.
/// </summary>
public sealed class Referees(LeapDb db, LivePromotions live, Accruals accruals)
{
    public async Task<Referee> ForAsync(IReadOnlyCollection<long> personIds, CancellationToken cancel)
    {
        var promotions = await live.AllAsync(cancel);
        var capped = promotions.Where(p => p.Current.CapPerPerson is not null).Select(p => (long?)p.Id).ToList();
        var used = await db.Awards
            .Where(a => capped.Contains(a.PromotionId) && personIds.Contains(a.PersonId) && a.State != AwardState.Voided)
            .GroupBy(a => new { a.PromotionId, a.PersonId })
            .Select(g => new { g.Key.PromotionId, g.Key.PersonId, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToListAsync(cancel);
        return await live.RefereeAsync(
            promotions,
            used.ToDictionary(u => (u.PromotionId!.Value, u.PersonId), u => u.Points),
            await accruals.OfAsync(personIds, cancel),
            cancel);
    }
}
