using Leap.Data;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>Recomputes what awards have accrued beyond whole points (L14) and names the first difference.</summary>
public sealed class VerifyAccruals(LeapDb db)
{
    /// <returns>Null when every carried fraction is the sum of its awards'.</returns>
    public async Task<string?> RunAsync(CancellationToken cancel)
    {
        var (awards, accruals) = (db.Awards.AsNoTracking(), db.Accruals.AsNoTracking());
        var accruing = awards.Where(a => a.PromotionId != null && a.State != AwardState.Voided && a.Accrued != Fraction.Zero);
        var rows = accruing
            .LeftJoin(
                accruals,
                a => new { PromotionId = a.PromotionId!.Value, a.PersonId },
                c => new { c.PromotionId, c.PersonId },
                (a, c) => new { PromotionId = a.PromotionId!.Value, a.PersonId, a.Accrued, Carried = (Fraction?)c!.Carried })
            .OrderBy(r => r.PromotionId).ThenBy(r => r.PersonId)
            .AsAsyncEnumerable();
        var (key, sum, carried) = ((0L, 0L), Fraction.Zero, Fraction.Zero);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (key != (row.PromotionId, row.PersonId))
            {
                if (sum != carried)
                {
                    break;
                }

                (key, sum, carried) = ((row.PromotionId, row.PersonId), Fraction.Zero, row.Carried ?? Fraction.Zero);
            }

            sum += row.Accrued;
        }

        if (sum != carried)
        {
            return Say(key, sum, carried);
        }

        var idle = await accruals
            .Where(c => c.Carried != Fraction.Zero && !accruing.Any(a => a.PromotionId == c.PromotionId && a.PersonId == c.PersonId))
            .OrderBy(c => c.PromotionId).ThenBy(c => c.PersonId)
            .FirstOrDefaultAsync(cancel);
        return idle is null ? null : Say((idle.PromotionId, idle.PersonId), Fraction.Zero, idle.Carried);
    }

    private static string Say((long PromotionId, long PersonId) key, Fraction expected, Fraction found) => FormattableString.Invariant(
        $"fraction of person {key.PersonId} under promotion {key.PromotionId}: carried, expected {expected}, found {found}");
}
