using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// What happened on people's accounts between two heads of the ledger: the figures that page and mail of a statement share.
/// </summary>
public sealed class Movements(LeapDb db)
{
    /// <summary>One person's figures; <see cref="Groups"/> in the order in which statements show them.</summary>
    public sealed record Of(long PersonId, long Opening, IReadOnlyList<StatementGroup> Groups, long Closing, long Pending);

    public const string Learned = "learned";
    public const string Sold = "sold";
    public const string Redeemed = "redeemed";
    public const string Expired = "expired";
    public const string Reversed = "reversed";
    public const string Cancelled = "cancelled";

    /// <summary>Set aside for redemptions: negative while more was set aside than settled.</summary>
    public const string Held = "held";

    /// <summary>The share of new points that repaid a debt.</summary>
    public const string Repaid = "repaid";
    public const string Corrected = "corrected";

    private static readonly string[] Order = [Learned, Sold, Redeemed, Cancelled, Held, Expired, Reversed, Repaid, Corrected];

    /// <summary>People with a posting on an account of theirs after the first head and up to the second, by ascending id.</summary>
    public Task<List<long>> ActiveAsync(long afterEntryId, long upToEntryId, CancellationToken cancel) =>
        db.Postings
            .Where(p => p.EntryId > afterEntryId && p.EntryId <= upToEntryId)
            .Where(p => p.AccountId % 16 == (long)AccountKind.Available
                || p.AccountId % 16 == (long)AccountKind.Pending
                || p.AccountId % 16 == (long)AccountKind.Held)
            .Select(p => p.AccountId / 16)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancel);

    /// <summary>
    /// Two passes over the postings of all the people asked for: what had been booked before comes from an index alone, and entries are
    /// read for what is new.
    /// </summary>
    public async Task<IReadOnlyList<Of>> ReadAsync(
        IReadOnlyList<long> personIds, long afterEntryId, long upToEntryId, CancellationToken cancel)
    {
        var sums = await SumsAsync(personIds, afterEntryId, upToEntryId, cancel);
        var accounts = personIds.SelectMany(id => new[] { AccountRef.Available(id).Id, AccountRef.Held(id).Id }).ToList();
        var entries = db.Entries;
        var rows = await db.Postings.AsNoTracking()
            .Where(p => accounts.Contains(p.AccountId) && p.EntryId > afterEntryId && p.EntryId <= upToEntryId)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { p.AccountId, p.Points, e.Kind })
            .GroupBy(x => new { x.AccountId, x.Kind })
            .Select(g => new Sum(g.Key.AccountId, g.Key.Kind, g.Sum(x => x.Points), g.Count()))
            .ToListAsync(cancel);
        var byAccount = rows.ToLookup(r => r.AccountId);
        return [.. personIds.Select(id => ToFigures(
            id,
            sums.GetValueOrDefault(AccountRef.Available(id).Id).Before,
            byAccount[AccountRef.Available(id).Id].ToList(),
            byAccount[AccountRef.Held(id).Id].ToList(),
            sums.GetValueOrDefault(AccountRef.Pending(id).Id).UpTo))];
    }

    /// <summary>What accounts came to at the first head and at the second.</summary>
    private async Task<Dictionary<long, (long Before, long UpTo)>> SumsAsync(
        IReadOnlyList<long> personIds, long afterEntryId, long upToEntryId, CancellationToken cancel)
    {
        var accounts = personIds.SelectMany(id => new[] { AccountRef.Available(id).Id, AccountRef.Pending(id).Id }).ToList();
        return await db.Postings.AsNoTracking()
            .Where(p => accounts.Contains(p.AccountId) && p.EntryId <= upToEntryId)
            .GroupBy(p => p.AccountId)
            .Select(g => new { g.Key, Before = g.Sum(p => p.EntryId <= afterEntryId ? p.Points : 0), UpTo = g.Sum(p => p.Points) })
            .ToDictionaryAsync(g => g.Key, g => (g.Before, g.UpTo), cancel);
    }

    /// <summary>
    /// Each entry counts under its own kind with what it did to available and held points together; what that set aside or gave back is
    /// the group of the held. So a redemption that was held first and settled in a later month stands there with its points.
    /// </summary>
    private static Of ToFigures(long personId, long opening, List<Sum> available, List<Sum> held, long pending)
    {
        var groups = available.Where(s => s.Kind != EntryKind.Held)
            .Select(s => (Group: GroupOf(s.Kind), Count: s.Kind == EntryKind.Captured ? 0 : s.Count, s.Points))
            .Concat(held.Where(s => s.Kind != EntryKind.Held)
                .Select(s => (Group: GroupOf(s.Kind), Count: s.Kind == EntryKind.Captured ? s.Count : 0, s.Points)))
            .Concat(held.Select(s => (Group: Held, s.Count, Points: -s.Points)))
            .GroupBy(s => s.Group, StringComparer.Ordinal)
            .Select(g => new StatementGroup(g.Key, g.Sum(s => s.Count), g.Sum(s => s.Points)))
            .Where(g => g.Points != 0)
            .OrderBy(g => Array.IndexOf(Order, g.Group))
            .ToList();
        return new(personId, opening, groups, opening + groups.Sum(g => g.Points), pending);
    }

    internal static string GroupOf(EntryKind kind) => kind switch
    {
        EntryKind.Earned => Learned,
        EntryKind.Released => Sold,
        EntryKind.Redeemed or EntryKind.Captured => Redeemed,
        EntryKind.Cancelled => Cancelled,
        EntryKind.Expired => Expired,
        EntryKind.Repaid => Repaid,
        EntryKind.Reversed => Reversed,
        _ => Corrected,
    };

    private sealed record Sum(long AccountId, EntryKind Kind, long Points, int Count);
}
