using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Corrections;

/// <summary>Puts a manual entry into the ledger; inside the caller's transaction.</summary>
public sealed class ManualBooking(LeapDb db, Journal journal, ExpireLots expireLots, Calendar calendar)
{
    internal enum Fault
    {
        NotEnoughPoints,
        NothingOwed,
        MoreThanOwed,

        /// <summary>An earlier season, or the books were closed over the day.</summary>
        ClosedPeriod,
    }

    /// <summary>What stands against it now; the account's balance stays as it is until the transaction ends.</summary>
    internal async Task<Fault?> CheckAsync(ManualEntry entry, CancellationToken cancel)
    {
        if (entry.EffectiveOn < calendar.Season(calendar.Today).FromOn
            || await journal.OpenDayAsync(entry.EffectiveOn, cancel) != entry.EffectiveOn)
        {
            return Fault.ClosedPeriod;
        }

        if (entry is { Points: < 0, IsBudget: false })
        {
            // What should have expired by now can't be taken: a late job changes nothing (T2).
            await expireLots.RunAsync(entry.Account, cancel);
        }

        var balance = await journal.LockBalanceAsync(entry.Account, cancel);
        if (entry.Kind != ManualEntryKind.WriteOff)
        {
            return balance + entry.Points < 0 ? Fault.NotEnoughPoints : null;
        }

        if (balance >= 0)
        {
            return Fault.NothingOwed;
        }

        return entry.Points > -balance ? Fault.MoreThanOwed : null;
    }

    /// <param name="secondPersonId">Null where none was needed.</param>
    internal async Task BookAsync(ManualEntry entry, long? secondPersonId, CancellationToken cancel)
    {
        var isWriteOff = entry.Kind == ManualEntryKind.WriteOff;
        var posted = await journal.PostAsync(
            [new NewEntry(
                $"manual/{entry.Id}/booked",
                isWriteOff ? EntryKind.WrittenOff : EntryKind.Corrected,
                entry.EffectiveOn,
                entry.Reason.ToString(),
                [new Leg(isWriteOff ? AccountRef.WrittenOff : AccountRef.Issued, -entry.Points), new Leg(entry.Account, entry.Points)])
            {
                CorrectsId = entry.CorrectsId,
                ExpiresOn = calendar.ExpiryOf(calendar.Today),
            }],
            cancel);
        if (entry.IsBudget)
        {
            await db.Promotions.Where(p => p.Id == entry.OwnerId)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.BudgetPoints, p => p.BudgetPoints + entry.Points), cancel);
        }

        entry.Book(posted[0].EntryId, secondPersonId, calendar.Now);
    }
}
