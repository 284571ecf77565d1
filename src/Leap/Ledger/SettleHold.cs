using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Settles a hold, once: spends all of it or a part, and puts the rest back into the lots that it came from (L10). Settling it in the same
/// way again answers with the first entry; in another way is refused.
/// </summary>
public sealed class SettleHold(LeapDb db, Journal journal, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        NoSuchHold,
        NotANumberOfPoints,
        MoreThanHeld,
        SettledAlready,
    }

    /// <param name="holdKey">The key under which the points were held.</param>
    /// <param name="spentPoints">How many are spent; 0 frees them all.</param>
    public async Task<Outcome<Posted, Refusal>> RunAsync(string holdKey, long spentPoints, CancellationToken cancel)
    {
        if (spentPoints < 0)
        {
            return Refusal.NotANumberOfPoints;
        }

        var postings = db.Postings;
        var hold = await db.Entries.AsNoTracking()
            .Where(e => e.Key == holdKey && e.Kind == EntryKind.Held)
            .Join(postings.Where(p => p.Points > 0), e => e.Id, p => p.EntryId, (e, p) => new { e.Id, e.Cause, p.AccountId, p.Points })
            .FirstOrDefaultAsync(cancel);
        if (hold is null)
        {
            return Refusal.NoSuchHold;
        }

        if (spentPoints > hold.Points)
        {
            return Refusal.MoreThanHeld;
        }

        var personId = AccountRef.FromId(hold.AccountId).OwnerId;
        var entry = Settle(holdKey, hold.Id, personId, hold.Points, spentPoints) with { Cause = hold.Cause };
        try
        {
            return (await journal.PostAloneAsync([entry], cancel))[0];
        }
        catch (LedgerException e) when (e.Refusal == Journal.Refusal.KeyUsedOtherwise)
        {
            return await FirstAsync(holdKey, spentPoints, cancel);
        }
    }

    /// <summary>
    /// What the settlement that was quicker means for this one; within a write, which on SQLite sees what waits for its commit.
    /// </summary>
    private async Task<Outcome<Posted, Refusal>> FirstAsync(string holdKey, long spentPoints, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var key = KeyOf(holdKey);
        var redeemed = db.Postings.Where(p => p.AccountId == AccountRef.Redeemed.Id);
        var first = await db.Entries.Where(e => e.Key == key)
            .Select(e => new { e.Id, SpentPoints = redeemed.Where(p => p.EntryId == e.Id).Sum(p => p.Points) })
            .SingleAsync(cancel);
        return first.SpentPoints == spentPoints ? new Posted(first.Id, WasThere: true) : Refusal.SettledAlready;
    }

    private static string KeyOf(string holdKey) => $"{holdKey}/settled";

    private NewEntry Settle(string holdKey, long holdId, long personId, long heldPoints, long spentPoints)
    {
        var legs = new List<Leg> { new(AccountRef.Held(personId), -heldPoints) };
        if (spentPoints > 0)
        {
            legs.Add(new Leg(AccountRef.Redeemed, spentPoints));
        }

        if (spentPoints < heldPoints)
        {
            legs.Add(new Leg(AccountRef.Available(personId), heldPoints - spentPoints));
        }

        return new NewEntry(KeyOf(holdKey), spentPoints > 0 ? EntryKind.Captured : EntryKind.Cancelled, calendar.Today, "", legs)
        {
            CorrectsId = holdId,
            ReturnsEntryId = holdId,
            ExpiresOn = calendar.Today.AddDays(settings.Ledger.CancelGraceDays),
        };
    }
}
