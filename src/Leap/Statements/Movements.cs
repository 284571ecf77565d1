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
    public sealed record Of(long PersonId, long Opening, IReadOnlyList<StatementGroup> Groups, long Closing, long Pending)
    {
        public long Sum(params ReadOnlySpan<string> groups)
        {
            var sum = 0L;
            foreach (var group in groups)
            {
                sum += Groups.FirstOrDefault(g => string.Equals(g.Group, group, StringComparison.Ordinal))?.Points ?? 0;
            }

            return sum;
        }
    }

    public const string Learned = "learned";
    public const string Sold = "sold";
    public const string Redeemed = "redeemed";
    public const string Expired = "expired";
    public const string Reversed = "reversed";

    private static readonly string[] Order = [Learned, Sold, Redeemed, Expired, Reversed];

    /// <summary>People with a posting on an account of theirs after the first head and up to the second, by ascending id.</summary>
    public Task<List<long>> ActiveAsync(long afterEntryId, long upToEntryId, CancellationToken cancel) =>
        db.Postings
            .Where(p => p.EntryId > afterEntryId && p.EntryId <= upToEntryId)
            .Where(p => p.AccountId % 16 == (long)AccountKind.Available || p.AccountId % 16 == (long)AccountKind.Pending)
            .Select(p => p.AccountId / 16)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancel);

    /// <summary>One pass over the postings of all the people asked for.</summary>
    public async Task<IReadOnlyList<Of>> ReadAsync(
        IReadOnlyList<long> personIds, long afterEntryId, long upToEntryId, CancellationToken cancel)
    {
        var accounts = personIds.SelectMany(id => new[] { AccountRef.Available(id).Id, AccountRef.Pending(id).Id }).ToList();
        var entries = db.Entries;
        var rows = await db.Postings.AsNoTracking()
            .Where(p => accounts.Contains(p.AccountId) && p.EntryId <= upToEntryId)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { p.AccountId, p.Points, e.Kind, IsNew = e.Id > afterEntryId })
            .GroupBy(x => new { x.AccountId, x.Kind, x.IsNew })
            .Select(g => new Sum(g.Key.AccountId, g.Key.Kind, g.Key.IsNew, g.Sum(x => x.Points), g.Count()))
            .ToListAsync(cancel);
        var byAccount = rows.ToLookup(r => r.AccountId);
        return [.. personIds.Select(id => ToFigures(id, byAccount[AccountRef.Available(id).Id], byAccount[AccountRef.Pending(id).Id]))];
    }

    private static Of ToFigures(long personId, IEnumerable<Sum> available, IEnumerable<Sum> pending)
    {
        var opening = available.Where(s => !s.IsNew).Sum(s => s.Points);
        var groups = available.Where(s => s.IsNew)
            .GroupBy(s => GroupOf(s.Kind), StringComparer.Ordinal)
            .Select(g => new StatementGroup(g.Key, g.Sum(s => s.Count), g.Sum(s => s.Points)))
            .OrderBy(g => Array.IndexOf(Order, g.Group))
            .ToList();
        return new(personId, opening, groups, opening + groups.Sum(g => g.Points), pending.Sum(s => s.Points));
    }

    private static string GroupOf(EntryKind kind) => kind switch
    {
        EntryKind.Earned => Learned,
        EntryKind.Released => Sold,
        EntryKind.Redeemed => Redeemed,
        EntryKind.Expired => Expired,
        _ => Reversed,
    };

    private sealed record Sum(long AccountId, EntryKind Kind, bool IsNew, long Points, int Count);
}
