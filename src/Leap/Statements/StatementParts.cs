using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// What the groups of statements are made of: points that arrived by the promotion or module that earned them, all else by its cause.
/// </summary>
internal static class StatementParts
{
    private static readonly EntryKind[] Caused =
        [EntryKind.Redeemed, EntryKind.Captured, EntryKind.Cancelled, EntryKind.Reversed, EntryKind.Corrected];

    /// <summary>By person and group, the largest first.</summary>
    public static async Task<ILookup<(long PersonId, string Group), StatementPart>> ReadAsync(
        LeapDb db, IReadOnlyList<long> personIds, StatementSpan span, CancellationToken cancel)
    {
        var arrived = await ArrivedAsync(db, personIds, span, cancel);
        var caused = await CausedAsync(db, personIds, span, cancel);
        return arrived.Concat(caused)
            .OrderByDescending(p => Math.Abs(p.Part.Points)).ThenBy(p => p.Part.Name?.In("en") ?? p.Part.Cause, StringComparer.Ordinal)
            .ToLookup(p => (p.PersonId, p.Group), p => p.Part);
    }

    private static async Task<IEnumerable<Placed>> ArrivedAsync(
        LeapDb db, IReadOnlyList<long> personIds, StatementSpan span, CancellationToken cancel)
    {
        var awards = db.Awards.AsNoTracking().Where(a => personIds.Contains(a.PersonId)
            && a.ArrivalEntryId > span.AfterEntryId && a.ArrivalEntryId <= span.HeadEntryId);
        var arrivals = await AwardSources.Of(db, awards).ToListAsync(cancel);
        var returned = await ReturnedAfterArrivalAsync(db, [.. arrivals.Select(a => a.Award).Where(a => a.ReversedPoints > 0)], cancel);
        return arrivals
            .Select(a => (a.Award, a.Part, Points: a.Award.Standing + returned.GetValueOrDefault(a.Award.Id)))
            .Where(a => a.Points > 0)
            .GroupBy(a => (a.Award.PersonId, Group: GroupOf(a.Award), Name: Name(a.Part)))
            .Select(g => new Placed(g.Key.PersonId, g.Key.Group, new StatementPart(
                g.Key.Name,
                "",
                g.Select(a => a.Award.SourceId).Distinct().Count(),
                g.Sum(a => a.Points),
                g.Count() == 1 ? g.Single().Part.Steps : [])));
    }

    /// <summary>
    /// What of these awards came back after they had arrived, in all: an award keeps only the sum with what came back before.
    /// </summary>
    private static async Task<Dictionary<long, long>> ReturnedAfterArrivalAsync(
        LeapDb db, IReadOnlyList<Award> awards, CancellationToken cancel)
    {
        if (awards.Count == 0)
        {
            return [];
        }

        var arrivals = awards.Select(a => a.ArrivalEntryId).ToList();
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

    /// <summary>As the entry that brought them counts: what had waited was released.</summary>
    private static string GroupOf(Award award) =>
        Movements.GroupOf(award.Activity == Activity.Course && award.ReleaseOn is null ? EntryKind.Earned : EntryKind.Released);

    private static LocalizedText Name(AccountLine.AwardPart part) =>
        part.Promotion ?? part.Module?.Title ?? LocalizedText.Empty;

    private sealed record Placed(long PersonId, string Group, StatementPart Part);
}
