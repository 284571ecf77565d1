using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Undoes a redemption: its points go back into the lots that they came from, with the expiry that those have; what belongs to a lot that
/// has expired meanwhile stays valid for a grace (L10). A second cancellation answers with the first.
/// </summary>
public sealed class CancelRedemption(LeapDb db, Journal journal, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        NoSuchRedemption,
    }

    /// <param name="key">The key of the redemption; of the hold, when it was held first.</param>
    public async Task<Outcome<Posted, Refusal>> RunAsync(string key, CancellationToken cancel)
    {
        if (await FindAsync(key, cancel) is not { } redemption)
        {
            return Refusal.NoSuchRedemption;
        }

        var cancelKey = $"{key}/cancelled";
        try
        {
            return (await journal.PostAloneAsync([ToEntry(cancelKey, redemption)], cancel))[0];
        }
        catch (LedgerException e) when (e.Refusal == Journal.Refusal.KeyUsedOtherwise)
        {
            return new Posted(await FirstAsync(cancelKey, cancel), WasThere: true);
        }
    }

    /// <summary>The cancellation of another day, within a write, which on SQLite sees what waits for its commit.</summary>
    private async Task<long> FirstAsync(string cancelKey, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        return await db.Entries.Where(e => e.Key == cancelKey).Select(e => e.Id).SingleAsync(cancel);
    }

    /// <summary>The redemption, or the hold that was spent: whose lots they were, and how many points went for good.</summary>
    private async Task<Redemption?> FindAsync(string key, CancellationToken cancel)
    {
        var (all, entries) = (db.Postings, db.Entries);
        var redeemed = all.Where(p => p.AccountId == AccountRef.Redeemed.Id);
        var redemption = await entries.AsNoTracking()
            .Where(e => e.Key == key && (e.Kind == EntryKind.Redeemed || e.Kind == EntryKind.Held))
            .Select(e => new Redemption(
                e.Id,
                e.Cause,
                all.Where(p => p.EntryId == e.Id && p.Points < 0).Min(p => p.AccountId),
                redeemed.Where(p => p.EntryId == e.Id).Sum(p => p.Points)
                    + entries.Where(s => s.CorrectsId == e.Id && s.Kind == EntryKind.Captured)
                        .Join(redeemed, s => s.Id, p => p.EntryId, (_, p) => p.Points).Sum()))
            .FirstOrDefaultAsync(cancel);
        return redemption is { Points: > 0 } ? redemption : null;
    }

    private NewEntry ToEntry(string cancelKey, Redemption redemption) => new(
        cancelKey,
        EntryKind.Cancelled,
        calendar.Today,
        redemption.Cause,
        [new Leg(AccountRef.Redeemed, -redemption.Points), new Leg(AccountRef.FromId(redemption.AccountId), redemption.Points)])
    {
        CorrectsId = redemption.EntryId,
        ReturnsEntryId = redemption.EntryId,
        ExpiresOn = calendar.Today.AddDays(settings.Ledger.CancelGraceDays),
    };

    private sealed record Redemption(long EntryId, string Cause, long AccountId, long Points);
}
