using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Takes available points for a redemption, out of the lots that expire first (L6). Fifty at once for one balance: one succeeds (L11).
/// </summary>
public sealed class SpendPoints(LeapDb db, Journal journal, ExpireLots expireLots, Calendar calendar)
{
    public enum Refusal
    {
        NotAPositiveNumber,
        NotEnoughPoints,
        InDebt,
        KeyUsedOtherwise,
    }

    /// <param name="key">Names the redemption; the same key again answers with the first entry.</param>
    public Task<Outcome<Posted, Refusal>> RunAsync(long personId, long points, string key, string cause, CancellationToken cancel) =>
        TakeAsync(personId, points, AccountRef.Redeemed, new NewEntry(key, EntryKind.Redeemed, calendar.Today, cause, []), cancel);

    /// <summary>Takes the points to an account, after all that forbids it was looked at.</summary>
    internal async Task<Outcome<Posted, Refusal>> TakeAsync(
        long personId, long points, AccountRef target, NewEntry entry, CancellationToken cancel)
    {
        if (points is <= 0 or > NewEntry.PointsMax)
        {
            return Refusal.NotAPositiveNumber;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var account = AccountRef.Available(personId);
        await journal.LockBalanceAsync(account, cancel);
        if (await FindAsync(entry.Key, cancel) is { } first)
        {
            return first == new Taken(first.EntryId, entry.Kind, entry.Cause, account.Id, target.Id, points)
                ? new Posted(first.EntryId, WasThere: true)
                : Refusal.KeyUsedOtherwise;
        }

        if (await journal.LockBalanceAsync(AccountRef.Debt(personId), cancel) < 0)
        {
            return Refusal.InDebt;
        }

        await expireLots.RunAsync(account, cancel);
        if (await journal.LockBalanceAsync(account, cancel) < points)
        {
            return Refusal.NotEnoughPoints;
        }

        var legs = new[] { new Leg(account, -points), new Leg(target, points) };
        try
        {
            return (await journal.PostAndCommitAsync(write, [entry with { Legs = legs }], cancel))[0];
        }
        catch (LedgerException e) when (e.Refusal == Journal.Refusal.KeyUsedOtherwise)
        {
            return Refusal.KeyUsedOtherwise;
        }
    }

    /// <summary>Whose points an entry took, and where to; it may be of another day, and still be the same redemption.</summary>
    private async Task<Taken?> FindAsync(string key, CancellationToken cancel)
    {
        var postings = db.Postings;
        return await db.Entries.AsNoTracking().Where(e => e.Key == key)
            .Join(
                postings.Where(p => p.Points > 0),
                e => e.Id,
                p => p.EntryId,
                (e, to) => new { e.Id, e.Kind, e.Cause, to.AccountId, to.Points })
            .Join(
                postings.Where(p => p.Points < 0),
                e => e.Id,
                p => p.EntryId,
                (e, from) => new Taken(e.Id, e.Kind, e.Cause, from.AccountId, e.AccountId, e.Points))
            .FirstOrDefaultAsync(cancel);
    }

    private sealed record Taken(long EntryId, EntryKind Kind, string Cause, long FromAccountId, long AccountId, long Points);
}
