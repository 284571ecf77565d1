using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>
/// Takes back what units of a sale line brought (L8): the stored award's share, never today's rules; voided while pending, out of its own
/// lot first when available, and what is in no lot any more becomes debt (L9). Inside the caller's transaction.
/// </summary>
public sealed class ReverseAwards(
    LeapDb db, Journal journal, ExpireLots expireLots, Scores scores, Accruals accruals, Calendar calendar)
{
    /// <param name="returnedBefore">Units of the line that had come back before.</param>
    /// <param name="returnedNow">Units that come back now.</param>
    /// <returns>The points taken back.</returns>
    public async Task<long> RunAsync(long saleLineId, string cause, int returnedBefore, int returnedNow, CancellationToken cancel)
    {
        await journal.LockAsync(cancel);
        var awards = await db.Awards
            .Where(a => a.SaleLineId == saleLineId && a.State != AwardState.Voided)
            .OrderBy(a => a.Id)
            .ToListAsync(cancel);
        var total = 0L;
        var changes = new List<Accruals.Change>();
        foreach (var award in awards)
        {
            var (points, accrued) = award.Reverse(returnedBefore, returnedNow);
            changes.Add(new Accruals.Change(award.PersonId, award.PromotionId, accrued));
            if (points > 0)
            {
                await ReverseAsync(award, points, cause, returnedBefore + returnedNow, cancel);
                total += points;
            }
        }

        await accruals.AddAsync(changes, cancel);
        return total;
    }

    private async Task ReverseAsync(Award award, long points, string cause, int unitsInAll, CancellationToken cancel)
    {
        var source = award.BudgetId is { } promotionId ? AccountRef.Budget(promotionId) : AccountRef.Issued;
        var key = $"award/{award.Id}/returned/{unitsInAll}";
        if (award.State != AwardState.Available)
        {
            await journal.PostAsync(
                [new NewEntry(
                    key,
                    EntryKind.Voided,
                    calendar.Today,
                    cause,
                    [new Leg(AccountRef.Pending(award.PersonId), -points), new Leg(source, points)])],
                cancel);
            await CountAsync(award, points, cancel);
            return;
        }

        // What should have expired by now can't be taken back: a late job changes nothing (T2).
        await expireLots.RunAsync(AccountRef.Available(award.PersonId), cancel);
        var available = await journal.LockBalanceAsync(AccountRef.Available(award.PersonId), cancel);
        var fromLots = Math.Min(points, available);
        var legs = new List<Leg>();
        if (fromLots > 0)
        {
            legs.Add(new Leg(AccountRef.Available(award.PersonId), -fromLots));
        }

        if (points > fromLots)
        {
            legs.Add(new Leg(AccountRef.Debt(award.PersonId), fromLots - points));
        }

        legs.Add(new Leg(source, points));
        await journal.PostAsync(
            [new NewEntry(key, EntryKind.Reversed, calendar.Today, cause, legs)
            {
                CorrectsId = award.ArrivalEntryId,
                PreferredLotEntryId = award.ArrivalEntryId,
            }],
            cancel);
        await CountAsync(award, points, cancel);
    }

    /// <summary>What was counted on the boards is taken off them; undecided points never were.</summary>
    private Task CountAsync(Award award, long points, CancellationToken cancel) =>
        award.State == AwardState.Undecided
            ? Task.CompletedTask
            : scores.AddAsync([new Scores.Change(award.PersonId, award.FirmId, award.EarnedOn, 0, -points)], cancel);
}
