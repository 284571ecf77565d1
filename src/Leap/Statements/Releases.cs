using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>When the points that were pending at a close are released, by what was decided until then.</summary>
internal static class Releases
{
    /// <param name="pending">What each person had pending; they sum up to it.</param>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<StatementRelease>>> ReadAsync(
        LeapDb db, IReadOnlyDictionary<long, long> pending, StatementSpan span, CancellationToken cancel)
    {
        if (pending.Count == 0)
        {
            return new Dictionary<long, IReadOnlyList<StatementRelease>>();
        }

        var accounts = pending.Keys.Select(id => AccountRef.Pending(id).Id).ToList();
        var head = span.HeadEntryId;
        var entries = db.Entries.AsNoTracking();
        var moves = await db.Postings.AsNoTracking()
            .Where(p => accounts.Contains(p.AccountId) && p.EntryId <= head)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new Move(p.AccountId, e.Key, p.Points))
            .ToListAsync(cancel);
        var gone = moves.Where(m => m.What == "rejected").Select(m => m.Source).ToHashSet();
        var sources = moves.Where(m => m.What == "reserved").Select(m => m.Source).Except(gone).ToList();
        var returned = moves.Where(m => m.AwardId > 0).GroupBy(m => m.AwardId).ToDictionary(g => g.Key, g => -g.Sum(m => m.Points));
        var awards = await AwardsAsync(db, [.. sources.OfType<(Activity, long)>()], head, cancel);
        var known = awards
            .Select(a => (
                a.PersonId,
                On: a.DecidedAt < span.UntilAt ? a.ReleaseOn : null,
                Points: a.Points - returned.GetValueOrDefault(a.Id)))
            .Where(a => a.Points > 0)
            .ToLookup(a => a.PersonId, a => (a.On, a.Points));
        return pending.ToDictionary(p => p.Key, p => Sum(known[p.Key], p.Value));
    }

    private static async Task<List<Waiting>> AwardsAsync(
        LeapDb db, List<(Activity Activity, long Id)> sources, long head, CancellationToken cancel)
    {
        var saleIds = sources.Where(s => s.Activity == Activity.Sale).Select(s => s.Id).ToList();
        var completionIds = sources.Where(s => s.Activity == Activity.Course).Select(s => s.Id).ToList();
        var sales = db.Sales.AsNoTracking();
        return await db.Awards.AsNoTracking()
            .Where(a => (a.Activity == Activity.Sale && saleIds.Contains(a.SourceId))
                || (a.Activity == Activity.Course && completionIds.Contains(a.SourceId)))
            .Where(a => a.Points > 0 && (a.ArrivalEntryId == null || a.ArrivalEntryId > head))
            .LeftJoin(
                sales,
                a => a.Activity == Activity.Sale ? (long?)a.SourceId : null,
                s => (long?)s.Id,
                (a, s) => new Waiting(a.Id, a.PersonId, a.Points, a.ReleaseOn, s == null ? DateTime.MinValue : s.DecidedAt))
            .ToListAsync(cancel);
    }

    /// <summary>By day; what the awards don't account for has no day.</summary>
    private static IReadOnlyList<StatementRelease> Sum(IEnumerable<(DateOnly? On, long Points)> known, long pending)
    {
        var days = known.GroupBy(k => k.On).ToDictionary(g => g.Key ?? DateOnly.MaxValue, g => g.Sum(k => k.Points));
        if (days.Values.Sum() > pending)
        {
            return [new(null, pending)];
        }

        days[DateOnly.MaxValue] = days.GetValueOrDefault(DateOnly.MaxValue) + pending - days.Values.Sum();
        return [.. days.Where(d => d.Value > 0).OrderBy(d => d.Key)
            .Select(d => new StatementRelease(d.Key == DateOnly.MaxValue ? null : d.Key, d.Value))];
    }

    private sealed record Waiting(long Id, long PersonId, long Points, DateOnly? ReleaseOn, DateTime? DecidedAt);

    private sealed record Move(long AccountId, string Key, long Points)
    {
        public long AwardId => LedgerKeys.AwardOf(Key);

        public (Activity Activity, long Id)? Source => LedgerKeys.SourceOf(Key) is { } s ? (s.Activity, s.SourceId) : null;

        public string What => LedgerKeys.SourceOf(Key)?.What ?? "";
    }
}
