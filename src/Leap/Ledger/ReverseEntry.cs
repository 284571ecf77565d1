using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>
/// Takes an entry back whole, by its negation, out of the lot that it opened first (L8); what the person has spent already becomes debt
/// (L9). It is for entries that nothing else rests on: awards are taken back by `ReverseAwards`, redemptions by
/// <see cref="CancelRedemption"/>.
/// </summary>
public sealed class ReverseEntry(LeapDb db, Journal journal, ExpireLots expireLots, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchEntry,

        /// <summary>A reversal stands; what it took back wrongly is booked anew.</summary>
        ReversalOfReversal,

        /// <summary>Redemptions, holds, expiries and the like have their own way back.</summary>
        NotOfThatKind,
        ReversedAlready,
        NotEnoughPoints,
    }

    public async Task<Outcome<Posted, Refusal>> RunAsync(long entryId, string cause, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var entry = await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == entryId, cancel);
        if (entry is null)
        {
            return Refusal.NoSuchEntry;
        }

        if (entry.Kind is EntryKind.Reversed or EntryKind.Voided)
        {
            return Refusal.ReversalOfReversal;
        }

        if (entry.Kind is not (EntryKind.Earned or EntryKind.Released or EntryKind.Reserved or EntryKind.Funded or EntryKind.Corrected))
        {
            return Refusal.NotOfThatKind;
        }

        var legs = await db.Postings.AsNoTracking().Where(p => p.EntryId == entryId).OrderBy(p => p.Line)
            .Select(p => new Leg(AccountRef.FromId(p.AccountId), -p.Points)).ToListAsync(cancel);
        var balances = await LockAsync(legs, cancel);
        if (await db.Entries.AnyAsync(
            e => e.CorrectsId == entryId && (e.Kind == EntryKind.Reversed || e.Kind == EntryKind.Voided), cancel))
        {
            return Refusal.ReversedAlready;
        }

        if (legs.Exists(
            l => l.Account.Kind != AccountKind.Available && balances.TryGetValue(l.Account, out var there) && there + l.Points < 0))
        {
            return Refusal.NotEnoughPoints;
        }

        var reversal = ToEntry(entryId, cause, [.. legs.SelectMany(l => Owed(l, balances))]);
        var posted = await journal.PostAndCommitAsync(write, [reversal], cancel);
        return posted[0];
    }

    /// <summary>
    /// The balances of the accounts that lose points, in the order of their ids; without what should have expired by now, so that a late
    /// job changes nothing (T2).
    /// </summary>
    private async Task<Dictionary<AccountRef, long>> LockAsync(List<Leg> legs, CancellationToken cancel)
    {
        var balances = new Dictionary<AccountRef, long>();
        foreach (var account in legs.Where(l => l.Points < 0 && l.Account.HasFloor).Select(l => l.Account).OrderBy(a => a.Id))
        {
            if (account.Kind == AccountKind.Available)
            {
                await expireLots.RunAsync(account, cancel);
            }

            balances[account] = await journal.LockBalanceAsync(account, cancel);
        }

        return balances;
    }

    /// <summary>What is not there any more is owed.</summary>
    private static IEnumerable<Leg> Owed(Leg leg, Dictionary<AccountRef, long> balances)
    {
        if (leg.Account.Kind != AccountKind.Available || leg.Points > 0 || balances[leg.Account] + leg.Points >= 0)
        {
            return [leg];
        }

        var there = balances[leg.Account];
        var debt = new Leg(AccountRef.Debt(leg.Account.OwnerId), leg.Points + there);
        return there > 0 ? [new Leg(leg.Account, -there), debt] : [debt];
    }

    private NewEntry ToEntry(long entryId, string cause, IReadOnlyList<Leg> legs) => new(
        FormattableString.Invariant($"entry/{entryId}/reversed"), EntryKind.Reversed, calendar.Today, cause, legs)
    {
        CorrectsId = entryId,
        PreferredLotEntryId = entryId,
        ExpiresOn = calendar.ExpiryOf(calendar.Today),
    };
}
