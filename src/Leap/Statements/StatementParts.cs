using Leap.Awards;
using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// What the groups of statements are made of: points that arrived by the promotion or module that earned them, all else by its cause.
/// </summary>
internal static class StatementParts
{
    private static readonly EntryKind[] Caused =
        [EntryKind.Redeemed, EntryKind.Captured, EntryKind.Cancelled, EntryKind.Reversed, EntryKind.Corrected];

    /// <summary>
    /// The arithmetic of more awards than these is on the page, below each line; a module's own points have none but its name.
    /// </summary>
    private const int StepsOfAwardsMax = 3;

    private static readonly HashSet<string> CausedGroups = [.. Caused.Select(Movements.GroupOf)];

    /// <summary>The groups of each person's figures with their parts, the largest first.</summary>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<StatementGroup>>> ReadAsync(
        LeapDb db, EarnedNames names, IReadOnlyList<Movements.Of> figures, StatementSpan span, CancellationToken cancel)
    {
        var arrivals = await ArrivalsAsync(db, [.. figures.Select(f => f.PersonId)], span, cancel);
        var withCauses = figures.Where(f => f.Groups.Any(g => CausedGroups.Contains(g.Group))).Select(f => f.PersonId).ToList();
        var caused = withCauses.Count == 0 ? [] : await CausedAsync(db, withCauses, span, cancel);
        var parts = ToParts(arrivals, names).Concat(caused)
            .OrderByDescending(p => Math.Abs(p.Part.Points)).ThenBy(p => p.Part.Name?.In("en") ?? p.Part.Cause, StringComparer.Ordinal)
            .ToLookup(p => (p.PersonId, p.Group), p => p.Part);
        var waited = arrivals.Where(a => a.Activity == Activity.Course && a.HasWaited).ToLookup(a => a.PersonId);
        return figures.ToDictionary(f => f.PersonId, IReadOnlyList<StatementGroup> (f) =>
            [.. WithLearned(f.Groups, waited[f.PersonId].ToList()).Select(g => g with { Parts = [.. parts[(f.PersonId, g.Group)]] })]);
    }

    /// <summary>What had waited was released like a sale; what a module earned is something learned all the same.</summary>
    private static IEnumerable<StatementGroup> WithLearned(IReadOnlyList<StatementGroup> groups, List<Arrival> waited)
    {
        if (waited.Count == 0)
        {
            return groups;
        }

        var count = waited.Select(a => a.EntryId).Distinct().Count();
        var points = waited.Sum(a => a.Points);
        var (learned, sold) = (In(Movements.Learned), In(Movements.Sold));
        return groups.Where(g => g != learned && g != sold)
            .Prepend(sold with { Count = sold.Count - count, Points = sold.Points - points })
            .Prepend(learned with { Count = learned.Count + count, Points = learned.Points + points })
            .Where(g => g.Points != 0);

        StatementGroup In(string name) =>
            groups.FirstOrDefault(g => string.Equals(g.Group, name, StringComparison.Ordinal)) ?? new StatementGroup(name, 0, 0);
    }

    /// <summary>Awards whose points became available in the span, as many as did.</summary>
    private static async Task<List<Arrival>> ArrivalsAsync(
        LeapDb db, IReadOnlyList<long> personIds, StatementSpan span, CancellationToken cancel)
    {
        var completions = db.Completions.AsNoTracking();
        var arrivals = await db.Awards.AsNoTracking()
            .Where(a => personIds.Contains(a.PersonId) && a.ArrivalEntryId > span.AfterEntryId && a.ArrivalEntryId <= span.HeadEntryId)
            .LeftJoin(
                completions,
                a => a.Activity == Activity.Course ? (long?)a.SourceId : null,
                c => (long?)c.Id,
                (a, c) => new Arrival(
                    a.Id, a.PersonId, a.Activity, a.SourceId, a.PromotionId, a.PromotionVersion, c == null ? null : (long?)c.ModuleId,
                    a.Points, a.ReversedPoints, a.ArrivalEntryId, a.ReleaseOn != null, a.Reasons))
            .ToListAsync(cancel);
        var returned = await ReturnedAfterArrivalAsync(db, [.. arrivals.Where(a => a.ReversedPoints > 0)], cancel);
        return [.. arrivals
            .Select(a => a with { Points = a.Points - a.ReversedPoints + returned.GetValueOrDefault(a.Id) })
            .Where(a => a.Points > 0)];
    }

    private static IEnumerable<Placed> ToParts(IReadOnlyList<Arrival> arrivals, EarnedNames names) => arrivals
        .GroupBy(a => (a.PersonId, a.Group, a.PromotionId, a.PromotionVersion, Module: a.NamingModuleId))
        .Select(g => new Placed(g.Key.PersonId, g.Key.Group, new StatementPart(
            names.Of(g.Key.PromotionId, g.Key.PromotionVersion, g.Key.Module),
            "",
            g.Select(a => a.SourceId).Distinct().Count(),
            g.Sum(a => a.Points),
            g.Key.PromotionId is null || g.Count() > StepsOfAwardsMax ? [] : [.. g.SelectMany(a => Reason.FromJson(a.Reasons))])));

    /// <summary>
    /// What of these awards came back after they had arrived, in all: an award keeps only the sum with what came back before.
    /// </summary>
    private static async Task<Dictionary<long, long>> ReturnedAfterArrivalAsync(
        LeapDb db, IReadOnlyList<Arrival> awards, CancellationToken cancel)
    {
        if (awards.Count == 0)
        {
            return [];
        }

        var arrivals = awards.Select(a => a.EntryId).ToList();
        var postings = db.Postings.AsNoTracking();
        var rows = await db.Entries.AsNoTracking()
            .Where(e => e.Kind == EntryKind.Reversed && arrivals.Contains(e.CorrectsId))
            .Join(postings.Where(p => p.Points > 0), e => e.Id, p => p.EntryId, (e, p) => new { e.Key, p.Points })
            .ToListAsync(cancel);
        return rows.GroupBy(r => LedgerKeys.AwardOf(r.Key)).ToDictionary(g => g.Key, g => g.Sum(r => r.Points));
    }

    private static async Task<IEnumerable<Placed>> CausedAsync(
        LeapDb db, IReadOnlyList<long> personIds, StatementSpan span, CancellationToken cancel)
    {
        var accounts = personIds.SelectMany(id => new[] { AccountRef.Available(id).Id, AccountRef.Held(id).Id }).ToList();
        var entries = db.Entries.AsNoTracking().Where(e => Caused.Contains(e.Kind) && e.Cause != "");
        var rows = await db.Postings.AsNoTracking()
            .Where(p => accounts.Contains(p.AccountId) && p.EntryId > span.AfterEntryId && p.EntryId <= span.HeadEntryId)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { p.AccountId, e.Id, e.Kind, e.Cause, p.Points })
            .ToListAsync(cancel);
        return rows
            .GroupBy(r => (AccountRef.FromId(r.AccountId).OwnerId, Group: Movements.GroupOf(r.Kind), r.Cause))
            .Select(g => new Placed(g.Key.OwnerId, g.Key.Group, new StatementPart(
                Name: null, g.Key.Cause, g.Select(r => r.Id).Distinct().Count(), g.Sum(r => r.Points), [])))
            .Where(p => p.Part.Points != 0);
    }

    private sealed record Placed(long PersonId, string Group, StatementPart Part);

    /// <param name="ModuleId">Of a course; null for a sale.</param>
    /// <param name="EntryId">The entry that made them available.</param>
    private sealed record Arrival(
        long Id,
        long PersonId,
        Activity Activity,
        long SourceId,
        long? PromotionId,
        int PromotionVersion,
        long? ModuleId,
        long Points,
        long ReversedPoints,
        long? EntryId,
        bool HasWaited,
        string Reasons)
    {
        public string Group => Activity == Activity.Course ? Movements.Learned : Movements.Sold;

        /// <summary>The module where no promotion gives the name.</summary>
        public long? NamingModuleId => PromotionId is null ? ModuleId : null;
    }
}
