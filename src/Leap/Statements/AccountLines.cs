using System.Globalization;
using Leap.Awards;
using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// A person's account line by line, each with its cause: what the points page, its file and statements show. Every entry that touched
/// available, held or owed points has a line; what waits has lines of its own.
/// </summary>
public sealed class AccountLines(LeapDb db, Programmes.Calendar calendar)
{
    /// <summary>Which lines of a person: entries after one and up to another, of one direction, kind and span, or all.</summary>
    public sealed record Choice(
        long PersonId, LineDirection Direction = LineDirection.All, long AfterEntryId = 0, long UpToEntryId = long.MaxValue)
    {
        /// <summary>Null for every kind.</summary>
        public LineKind? Kind { get; init; }

        /// <summary>When they were booked; null for ever.</summary>
        public Period? Span { get; init; }
    }

    /// <summary>What the chosen lines of a month come to.</summary>
    public sealed record Month(DateOnly FromOn, long Points);

    public Task<int> CountAsync(Choice choice, CancellationToken cancel) => Lines(choice).CountAsync(cancel);

    /// <summary>Newest first, with the balance after each line whatever was chosen.</summary>
    public async Task<IReadOnlyList<AccountLine>> ReadAsync(Choice choice, int skip, int take, CancellationToken cancel)
    {
        var account = AccountRef.Available(choice.PersonId).Id;
        var postings = db.Postings.AsNoTracking();
        var lines = await Lines(choice)
            .OrderByDescending(x => x.Entry.Id)
            .Skip(skip).Take(take)
            .Select(x => new AccountLine(
                x.Entry.Id,
                x.Entry.Key,
                x.Entry.Kind,
                x.Entry.BookedAt,
                x.Entry.EffectiveOn,
                x.Entry.Cause,
                x.Available,
                postings.Where(o => o.AccountId == account && o.EntryId <= x.Entry.Id).Sum(o => o.Points))
            {
                Held = x.Held,
                Repaid = x.Repaid,
            })
            .ToListAsync(cancel);
        var awards = await AwardsAsync(lines, cancel);
        var lots = await LotsAsync(lines, cancel);
        return lines.ConvertAll(line => line with
        {
            BookedOn = calendar.DayOf(line.BookedAt),
            Awards = [.. awards[line.EntryId]],
            Lots = [.. lots[line.EntryId]],
        });
    }

    /// <summary>What the chosen lines come to in each month, in which they were booked, from the first day to the last.</summary>
    public async Task<IReadOnlyList<Month>> MonthsAsync(Choice choice, DateOnly firstOn, DateOnly lastOn, CancellationToken cancel)
    {
        var from = calendar.StartOf(Period.Month(firstOn).FromOn);
        var until = calendar.StartOf(Period.Month(lastOn).UntilOn);
        var rows = await Lines(choice)
            .Where(x => x.Entry.BookedAt >= from && x.Entry.BookedAt < until)
            .Select(x => new { x.Entry.BookedAt, Points = x.Available })
            .ToListAsync(cancel);
        return [.. rows
            .GroupBy(r => Period.Month(calendar.DayOf(r.BookedAt)).FromOn)
            .OrderByDescending(g => g.Key)
            .Select(g => new Month(g.Key, g.Sum(r => r.Points)))];
    }

    /// <summary>What is not available yet: one line for each activity and day of release, newest first.</summary>
    public async Task<IReadOnlyList<PendingLine>> PendingAsync(long personId, CancellationToken cancel)
    {
        var awards = await AwardSources.Of(db, db.Awards.AsNoTracking()
                .Where(a => a.PersonId == personId && (a.State == AwardState.Undecided || a.State == AwardState.Waiting)))
            .ToListAsync(cancel);
        return [.. awards
            .GroupBy(a => (a.Award.Activity, a.Award.SourceId, a.Award.ReleaseOn))
            .Select(g => new PendingLine(
                g.First().Part.Sale, g.First().Part.Module, g.First().Award.EarnedOn, g.Key.ReleaseOn, g.Sum(a => a.Award.Standing)))
            .Where(l => l.Points > 0)
            .OrderByDescending(l => l.EarnedOn)];
    }

    private IQueryable<Chosen> Lines(Choice choice)
    {
        var available = AccountRef.Available(choice.PersonId).Id;
        var held = AccountRef.Held(choice.PersonId).Id;
        var debt = AccountRef.Debt(choice.PersonId).Id;
        var changes = db.Postings.AsNoTracking()
            .Where(p => p.AccountId == available || p.AccountId == held || p.AccountId == debt)
            .Where(p => p.EntryId > choice.AfterEntryId && p.EntryId <= choice.UpToEntryId)
            .GroupBy(p => p.EntryId)
            .Select(g => new
            {
                EntryId = g.Key,
                Available = g.Sum(p => p.AccountId == available ? p.Points : 0),
                Held = g.Sum(p => p.AccountId == held ? p.Points : 0),
                Repaid = g.Sum(p => p.AccountId == debt ? p.Points : 0),
            });
        changes = choice.Direction switch
        {
            LineDirection.In => changes.Where(c => c.Available > 0),
            LineDirection.Out => changes.Where(c => c.Available < 0),
            _ => changes,
        };
        return changes.Join(
            Entries(choice),
            c => c.EntryId,
            e => e.Id,
            (c, e) => new Chosen { Entry = e, Available = c.Available, Held = c.Held, Repaid = c.Repaid });
    }

    private IQueryable<Entry> Entries(Choice choice)
    {
        var entries = db.Entries.AsNoTracking();
        if (choice.Kind is { } kind)
        {
            var kinds = KindsOf(kind);
            entries = entries.Where(e => kinds.Contains(e.Kind));
        }

        if (choice.Span is { } span)
        {
            var from = calendar.StartOf(span.FromOn);
            var until = calendar.StartOf(span.UntilOn);
            entries = entries.Where(e => e.BookedAt >= from && e.BookedAt < until);
        }

        return entries;
    }

    private static EntryKind[] KindsOf(LineKind kind) => kind switch
    {
        LineKind.Learned => [EntryKind.Earned],
        LineKind.Sold => [EntryKind.Released],
        LineKind.Redeemed => [EntryKind.Redeemed, EntryKind.Held, EntryKind.Captured, EntryKind.Cancelled],
        LineKind.Expired => [EntryKind.Expired],
        LineKind.Returned => [EntryKind.Reversed],
        LineKind.Owed => [EntryKind.Repaid, EntryKind.WrittenOff],
        _ => [EntryKind.Corrected],
    };

    private async Task<ILookup<long, AccountLine.AwardPart>> AwardsAsync(List<AccountLine> lines, CancellationToken cancel)
    {
        var arrivals = lines.Where(l => l.Points > 0).Select(l => (long?)l.EntryId).ToList();
        var reversals = lines.Where(l => l.Kind == EntryKind.Reversed).ToLookup(ReversedAward, l => l.EntryId);
        var reversed = reversals.Select(r => r.Key).ToList();
        var awards = db.Awards.AsNoTracking().Where(a => arrivals.Contains(a.ArrivalEntryId) || reversed.Contains(a.Id));
        var parts = await AwardSources.Of(db, awards)
            .Select(a => a.Part)
            .ToListAsync(cancel);
        return parts
            .SelectMany(part => reversals[part.AwardId].Append(part.ArrivalEntryId ?? 0).Select(entryId => (EntryId: entryId, Part: part)))
            .ToLookup(x => x.EntryId, x => x.Part);
    }

    /// <summary>Returns are keyed by the award that they take from: `award/812/returned/2`.</summary>
    private static long ReversedAward(AccountLine line) =>
        line.Key.Split('/') is ["award", var id, ..] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? known
            : 0;

    private async Task<ILookup<long, AccountLine.LotPart>> LotsAsync(List<AccountLine> lines, CancellationToken cancel)
    {
        var moving = lines.Where(l => l.Points < 0 || l.Held != 0 || l.Kind == EntryKind.Cancelled).Select(l => l.EntryId).ToList();
        if (moving.Count == 0)
        {
            return Enumerable.Empty<AccountLine.LotPart>().ToLookup(p => p.EntryId);
        }

        var lots = db.Lots.AsNoTracking();
        var entries = db.Entries.AsNoTracking();
        var parts = await db.Allocations.AsNoTracking()
            .Where(a => moving.Contains(a.EntryId))
            .Join(lots, a => a.LotId, l => l.Id, (a, l) => new { Allocation = a, Lot = l })
            .LeftJoin(
                lots,
                x => x.Lot.OriginLotId,
                o => (long?)o.Id,
                (x, o) => new
                {
                    x.Allocation,
                    x.Lot.ExpiresOn,
                    OpenedOn = o == null ? x.Lot.OpenedOn : o.OpenedOn,
                    ArrivalId = o == null ? x.Lot.EntryId : o.EntryId,
                })
            .Join(entries, x => x.ArrivalId, e => e.Id, (x, e) => new AccountLine.LotPart(
                x.Allocation.EntryId, x.OpenedOn, x.ExpiresOn, x.Allocation.Points, e.Cause))
            .ToListAsync(cancel);
        return parts.OrderBy(p => p.ExpiresOn).ThenBy(p => p.OpenedOn).ToLookup(p => p.EntryId);
    }

    /// <summary>An entry with what it did to the person's points.</summary>
    private sealed class Chosen
    {
        public required Entry Entry { get; init; }

        public required long Available { get; init; }

        public required long Held { get; init; }

        public required long Repaid { get; init; }
    }
}

public enum LineDirection
{
    All,
    In,
    Out,
}

/// <summary>What a line was about, as people ask for it.</summary>
public enum LineKind
{
    Learned,
    Sold,

    /// <summary>With what was set aside for redemptions, and what was cancelled.</summary>
    Redeemed,
    Expired,
    Returned,

    /// <summary>Repaid or forgiven.</summary>
    Owed,
    Corrected,
}

/// <summary>Points that wait.</summary>
/// <param name="ReleaseOn">The first day on which they can be spent; null until the sale is decided.</param>
public sealed record PendingLine(
    AccountLine.SaleSource? Sale, AccountLine.ModuleSource? Module, DateOnly EarnedOn, DateOnly? ReleaseOn, long Points);
