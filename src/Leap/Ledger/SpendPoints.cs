using Leap.Data;
using Leap.Programmes;

namespace Leap.Ledger;

/// <summary>
/// Takes available points for a redemption, out of the lots that expire first (L6). Fifty at once for one balance: one succeeds (L11).
/// </summary>
public sealed class SpendPoints(LeapDb db, Journal journal, Calendar calendar)
{
    public enum Refusal
    {
        NotAPositiveNumber,
        NotEnoughPoints,
        InDebt,
    }

    /// <param name="key">Names the redemption; the same key again answers with the first entry.</param>
    public async Task<Outcome<Posted, Refusal>> RunAsync(long personId, long points, string key, string cause, CancellationToken cancel)
    {
        if (points <= 0)
        {
            return Refusal.NotAPositiveNumber;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await journal.LockBalanceAsync(AccountRef.Debt(personId), cancel) < 0)
        {
            return Refusal.InDebt;
        }

        var entry = new NewEntry(
            key,
            EntryKind.Redeemed,
            calendar.Today,
            cause,
            [new Leg(AccountRef.Available(personId), -points), new Leg(AccountRef.Redeemed, points)]);
        if (!await journal.IsPostedAsync(key, cancel) && await journal.LockBalanceAsync(AccountRef.Available(personId), cancel) < points)
        {
            return Refusal.NotEnoughPoints;
        }

        var posted = await journal.PostAsync([entry], cancel);
        await write.CommitAsync(cancel);
        return posted[0];
    }
}
