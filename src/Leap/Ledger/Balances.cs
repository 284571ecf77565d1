using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Ledger;

/// <summary>What a person has (L4). Reading never expires or changes anything (L7).</summary>
public sealed class Balances(LeapDb db, Calendar calendar)
{
    /// <param name="Debt">What is owed, as a positive number.</param>
    public sealed record PersonBalance(long Available, long Pending, long Debt)
    {
        /// <summary>Set aside for redemptions that are not settled yet.</summary>
        public long Held { get; init; }
    }

    /// <summary>Points of one month's end that are still unspent.</summary>
    public sealed record Expiring(DateOnly ExpiresOn, long Points);

    /// <summary>A balance with what of it expires first; null when nothing can.</summary>
    public sealed record Glance(PersonBalance Balance, Expiring? Next);

    /// <summary>As <see cref="OfPersonAsync"/>, with what expires next, in one read.</summary>
    public async Task<Glance> GlanceAsync(long personId, CancellationToken cancel)
    {
        var ids = AccountsOf(personId);
        var open = db.Lots.AsNoTracking().Where(l => l.Remaining > 0);
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Kind, Points = a.Points ?? 0, On = open.Where(l => l.AccountId == a.Id).Min(l => (DateOnly?)l.ExpiresOn) })
            .Select(a => new
            {
                a.Kind,
                a.Points,
                a.On,
                Expiring = open.Where(l => l.AccountId == ids[0] && l.ExpiresOn == a.On).Sum(l => l.Remaining),
            })
            .ToDictionaryAsync(a => a.Kind, cancel);
        var balance = ToBalance(accounts.ToDictionary(a => a.Key, a => a.Value.Points));
        return accounts.GetValueOrDefault(AccountKind.Available) is { On: { } day } available
            ? new(balance, new(day, available.Expiring))
            : new(balance, null);
    }

    public async Task<PersonBalance> OfPersonAsync(long personId, CancellationToken cancel)
    {
        var ids = AccountsOf(personId);
        return ToBalance(await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Kind, a => a.Points ?? 0, cancel));
    }

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

    /// <summary>*Available* first.</summary>
    private static long[] AccountsOf(long personId) =>
    [
        AccountRef.Available(personId).Id, AccountRef.Pending(personId).Id, AccountRef.Debt(personId).Id, AccountRef.Held(personId).Id,
    ];

    private static PersonBalance ToBalance(Dictionary<AccountKind, long> points) => new(
        points.GetValueOrDefault(AccountKind.Available),
        points.GetValueOrDefault(AccountKind.Pending),
        -points.GetValueOrDefault(AccountKind.Debt))
    {
        Held = points.GetValueOrDefault(AccountKind.Held),
    };
}
