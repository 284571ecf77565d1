using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>What a person has, now and at any earlier moment (L3, L4). Reading never expires or changes anything (L7).</summary>
public sealed class Balances(LeapDb db, Calendar calendar)
{
    public sealed record PersonBalance(long Available, long Pending, long Debt);

    /// <summary>Points of one month's end that are still unspent.</summary>
    public sealed record Expiring(DateOnly ExpiresOn, long Points);

    public async Task<PersonBalance> OfPersonAsync(long personId, CancellationToken cancel)
    {
        long[] ids = [AccountRef.Available(personId).Id, AccountRef.Pending(personId).Id, AccountRef.Debt(personId).Id];
        var points = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Kind, a => a.Points ?? 0, cancel);
        return new(
            points.GetValueOrDefault(AccountKind.Available),
            points.GetValueOrDefault(AccountKind.Pending),
            -points.GetValueOrDefault(AccountKind.Debt));
    }

    /// <summary>The balance as it stood in the books just before the instant.</summary>
    public Task<long> BookedBeforeAsync(AccountRef account, DateTime instant, CancellationToken cancel) =>
        db.Postings.Where(p => p.AccountId == account.Id)
            .Join(db.Entries.Where(e => e.BookedAt < instant), p => p.EntryId, e => e.Id, (p, _) => p.Points)
            .SumAsync(cancel);

    /// <summary>The balance from all that happened up to and including the day, whenever it was booked.</summary>
    public Task<long> EffectiveOnAsync(AccountRef account, DateOnly day, CancellationToken cancel) =>
        db.Postings.Where(p => p.AccountId == account.Id)
            .Join(db.Entries.Where(e => e.EffectiveOn <= day), p => p.EntryId, e => e.Id, (p, _) => p.Points)
            .SumAsync(cancel);

    /// <summary>Unspent lots by expiry date, soonest first.</summary>
    public async Task<IReadOnlyList<Expiring>> ExpiringAsync(long personId, int monthsMax, CancellationToken cancel)
    {
        var account = AccountRef.Available(personId).Id;
        var until = calendar.Today.AddMonths(monthsMax);
        return await db.Lots.AsNoTracking()
            .Where(l => l.AccountId == account && l.Remaining > 0 && l.ExpiresOn <= until)
            .GroupBy(l => l.ExpiresOn)
            .OrderBy(g => g.Key)
            .Select(g => new Expiring(g.Key, g.Sum(l => l.Remaining)))
            .ToListAsync(cancel);
    }
}
