using Leap.Data;
using Leap.Programmes;

namespace Leap.Ledger;

/// <summary>
/// Sets available points aside for a redemption that someone else must still confirm; <see cref="SettleHold"/> spends or frees them, once.
/// They leave their lots now, so they can neither be spent twice nor expire meanwhile. Refuses what <see cref="SpendPoints"/> refuses.
/// </summary>
public sealed class HoldPoints(SpendPoints spendPoints, Calendar calendar)
{
    /// <param name="key">Names the hold; the same key again answers with the first entry.</param>
    public Task<Outcome<Posted, SpendPoints.Refusal>> RunAsync(
        long personId, long points, string key, string cause, CancellationToken cancel) => spendPoints.TakeAsync(
            personId, points, AccountRef.Held(personId), new NewEntry(key, EntryKind.Held, calendar.Today, cause, []), cancel);
}
