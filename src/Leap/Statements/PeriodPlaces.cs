using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// The programme's board of a period as it stood at a close (L15): by the awards that were decided then. The board itself goes on changing
/// until its claim window ends, so a late run can't read it.
/// </summary>
public sealed class PeriodPlaces
{
    private const int ChunkEntries = 1_000;

    private readonly Dictionary<long, long> earned;
    private readonly Dictionary<long, int> ranks = [];

    private PeriodPlaces(Dictionary<long, long> earned)
    {
        this.earned = earned;
        var rank = 1;
        foreach (var place in earned.GroupBy(e => e.Value).OrderByDescending(g => g.Key))
        {
            ranks[place.Key] = rank;
            rank += place.Count();
        }
    }

    public static PeriodPlaces None { get; } = new([]);

    public static async Task<PeriodPlaces> ReadAsync(LeapDb db, StatementSpan span, CancellationToken cancel)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var points = await Counted(db, span)
            .GroupBy(a => a.PersonId)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points - a.ReversedPoints) })
            .ToDictionaryAsync(p => p.Key, p => p.Points, cancel);
        await UndoAsync(db, span, points, cancel);
        var lastOn = span.Period.LastOn;
        var memberships = db.Memberships;
        var ranked = await db.People.AsNoTracking()
            .Where(p => p.SuspendedAt == null || p.SuspendedAt >= span.UntilAt)
            .Where(p => memberships.Any(m => m.PersonId == p.Id && m.FromOn <= lastOn && (m.ToOn == null || m.ToOn >= lastOn)))
            .Select(p => p.Id)
            .ToHashSetAsync(cancel);
        return new(points.Where(p => p.Value > 0 && ranked.Contains(p.Key)).ToDictionary());
    }

    public StatementStanding? Of(long personId, Tier? tier) => earned.TryGetValue(personId, out var points)
        ? new(tier, ranks[points], earned.Count, points)
        : tier is null ? null : new(tier, Rank: null, earned.Count, Earned: 0);

    /// <summary>
    /// Awards of the period whose points the board had counted by the close, but for what <see cref="UndoAsync"/> takes out.
    /// </summary>
    private static IQueryable<Award> Counted(LeapDb db, StatementSpan span)
    {
        var sales = db.Sales.Where(s => s.State == SaleState.Approved && s.DecidedAt < span.UntilAt);
        return db.Awards.AsNoTracking()
            .Where(a => a.EarnedOn >= span.Period.FromOn && a.EarnedOn < span.Period.UntilOn)
            .Where(a => a.Activity == Activity.Course || sales.Any(s => s.Id == a.SourceId));
    }

    /// <summary>Takes out again what was booked after the close: late modules, and units that came back.</summary>
    private static async Task UndoAsync(LeapDb db, StatementSpan span, Dictionary<long, long> points, CancellationToken cancel)
    {
        EntryKind[] kinds = [EntryKind.Earned, EntryKind.Reserved, EntryKind.Reversed, EntryKind.Voided];
        var postings = db.Postings.AsNoTracking();
        var since = await db.Entries.AsNoTracking()
            .Where(e => e.Id > span.HeadEntryId && kinds.Contains(e.Kind))
            .Select(e => new { e.Key, Points = postings.Where(p => p.EntryId == e.Id && p.Points > 0).Sum(p => p.Points) })
            .ToListAsync(cancel);
        foreach (var chunk in since.Chunk(ChunkEntries))
        {
            var returned = chunk.Where(e => LedgerKeys.AwardOf(e.Key) > 0).ToLookup(e => LedgerKeys.AwardOf(e.Key), e => e.Points);
            var late = chunk.Select(e => LedgerKeys.SourceOf(e.Key)).OfType<(Activity Activity, long SourceId, string What)>()
                .Where(s => s.Activity == Activity.Course)
                .Select(s => s.SourceId)
                .ToHashSet();
            var awardIds = returned.Select(r => r.Key).ToList();
            var awards = await Counted(db, span)
                .Where(a => awardIds.Contains(a.Id) || (a.Activity == Activity.Course && late.Contains(a.SourceId)))
                .Select(a => new
                {
                    a.Id,
                    a.PersonId,
                    IsLate = a.Activity == Activity.Course && late.Contains(a.SourceId),
                    a.Points,
                    a.ReversedPoints,
                })
                .ToListAsync(cancel);
            foreach (var award in awards)
            {
                points[award.PersonId] += award.IsLate ? award.ReversedPoints - award.Points : returned[award.Id].Sum();
            }
        }
    }
}
