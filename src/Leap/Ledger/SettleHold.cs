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

        await using var write = await db.BeginWriteAsync(cancel);
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
        await journal.LockBalanceAsync(AccountRef.Available(personId), cancel);
        if (await SettledAsync(holdKey, cancel) is { } settled)
        {
            return settled.SpentPoints == spentPoints ? new Posted(settled.EntryId, WasThere: true) : Refusal.SettledAlready;
        }

        var entry = Settle(holdKey, hold.Id, personId, hold.Points, spentPoints) with { Cause = hold.Cause };
        var posted = await journal.PostAndCommitAsync(write, [entry], cancel);
        return posted[0];
    }

    private async Task<Settled?> SettledAsync(string holdKey, CancellationToken cancel)
    {
        var key = KeyOf(holdKey);
        var redeemed = db.Postings.Where(p => p.AccountId == AccountRef.Redeemed.Id);
        return await db.Entries.AsNoTracking().Where(e => e.Key == key)
            .Select(e => new Settled(e.Id, redeemed.Where(p => p.EntryId == e.Id).Sum(p => p.Points)))
            .FirstOrDefaultAsync(cancel);
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

    private sealed record Settled(long EntryId, long SpentPoints);
}
