using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Posts what an erased person has left as expired, with a reason of its own, so that nothing outstanding belongs to nobody (L16). Points
/// that arrive later, of a sale decided or a redemption cancelled after it, go the same way.
/// </summary>
public sealed class ForfeitPoints(LeapDb db, Journal journal, Calendar calendar)
{
    /// <summary>The cause of the entries.</summary>
    public const string Cause = "forfeited";

    /// <returns>How many people lost points.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var people = db.People.Where(p => p.ErasedAt != null).Select(p => p.Id);
        var holders = await db.Accounts
            .Where(a => a.Kind == AccountKind.Available && a.Points > 0 && people.Contains(a.OwnerId))
            .Select(a => a.OwnerId)
            .ToListAsync(cancel);
        var count = 0;
        foreach (var personId in holders)
        {
            await using var write = await db.BeginWriteAsync(cancel);
            count += await RunForAsync(personId, cancel) > 0 ? 1 : 0;
            await write.CommitAsync(cancel);
        }

        return count;
    }

    /// <summary>Inside the caller's transaction; once a day at most.</summary>
    /// <returns>The points.</returns>
    internal async Task<long> RunForAsync(long personId, CancellationToken cancel)
    {
        var account = AccountRef.Available(personId);
        var points = await journal.LockBalanceAsync(account, cancel);
        var key = $"person/{personId}/{Cause}/{calendar.Today:O}";
        if (points <= 0 || await db.Entries.AnyAsync(e => e.Key == key, cancel))
        {
            return 0;
        }

        var legs = new[] { new Leg(account, -points), new Leg(AccountRef.Expired, points) };
        await journal.PostAsync([new NewEntry(key, EntryKind.Expired, calendar.Today, Cause, legs)], cancel);
        return points;
    }
}
