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

/// <summary>A person's available points line by line, each with its cause: what the points page, its file and statements show.</summary>
public sealed class AccountLines(LeapDb db, Programmes.Calendar calendar)
{
    /// <summary>Which lines of a person: entries after one and up to another, all or one direction.</summary>
    public sealed record Choice(
        long PersonId, LineDirection Direction = LineDirection.All, long AfterEntryId = 0, long UpToEntryId = long.MaxValue);

    /// <summary>What the chosen lines of a month come to.</summary>
    public sealed record Month(DateOnly FromOn, long Points);

    public Task<int> CountAsync(Choice choice, CancellationToken cancel) => Chosen(choice).CountAsync(cancel);

    /// <summary>Newest first, with the balance after each line whatever was chosen.</summary>
    public async Task<IReadOnlyList<AccountLine>> ReadAsync(Choice choice, int skip, int take, CancellationToken cancel)
    {
        var entries = db.Entries.AsNoTracking();
        var postings = db.Postings.AsNoTracking();
        var lines = await Chosen(choice)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { Posting = p, Entry = e })
            .OrderByDescending(x => x.Posting.EntryId)
            .Skip(skip).Take(take)
            .Select(x => new AccountLine(
                x.Entry.Id,
                x.Entry.Key,
                x.Entry.Kind,
                x.Entry.BookedAt,
                x.Entry.EffectiveOn,
                x.Entry.Cause,
                x.Posting.Points,
                postings.Where(o => o.AccountId == x.Posting.AccountId && o.EntryId <= x.Posting.EntryId).Sum(o => o.Points)))
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
        var entries = db.Entries.AsNoTracking().Where(e => e.BookedAt >= from && e.BookedAt < until);
        var rows = await Chosen(choice)
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new { e.BookedAt, p.Points })
            .ToListAsync(cancel);
        return [.. rows
            .GroupBy(r => Period.Month(calendar.DayOf(r.BookedAt)).FromOn)
            .OrderByDescending(g => g.Key)
            .Select(g => new Month(g.Key, g.Sum(r => r.Points)))];
    }

    /// <summary>What is not available yet: one line for each activity and day of release, newest first.</summary>
    public async Task<IReadOnlyList<PendingLine>> PendingAsync(long personId, CancellationToken cancel)
    {
        var awards = await Sourced(db.Awards.AsNoTracking()
                .Where(a => a.PersonId == personId && (a.State == AwardState.Undecided || a.State == AwardState.Waiting)))
            .ToListAsync(cancel);
        return [.. awards
            .GroupBy(a => (a.Award.Activity, a.Award.SourceId, a.Award.ReleaseOn))
            .Select(g => new PendingLine(
                g.First().Part.Sale, g.First().Part.Module, g.First().Award.EarnedOn, g.Key.ReleaseOn, g.Sum(a => a.Award.Standing)))
            .Where(l => l.Points > 0)
            .OrderByDescending(l => l.EarnedOn)];
    }

    private IQueryable<Posting> Chosen(Choice choice)
    {
        var account = AccountRef.Available(choice.PersonId).Id;
        var postings = db.Postings.AsNoTracking()
            .Where(p => p.AccountId == account && p.EntryId > choice.AfterEntryId && p.EntryId <= choice.UpToEntryId);
        return choice.Direction switch
        {
            LineDirection.In => postings.Where(p => p.Points > 0),
            LineDirection.Out => postings.Where(p => p.Points < 0),
            _ => postings,
        };
    }

    private async Task<ILookup<long, AccountLine.AwardPart>> AwardsAsync(List<AccountLine> lines, CancellationToken cancel)
    {
        var arrivals = lines.Where(l => l.Points > 0).Select(l => (long?)l.EntryId).ToList();
        var reversals = lines.Where(l => l.Kind == EntryKind.Reversed).ToLookup(ReversedAward, l => l.EntryId);
        var reversed = reversals.Select(r => r.Key).ToList();
        var parts = await Sourced(db.Awards.AsNoTracking().Where(a => arrivals.Contains(a.ArrivalEntryId) || reversed.Contains(a.Id)))
            .Select(a => a.Part)
            .ToListAsync(cancel);
        return parts
            .SelectMany(part => reversals[part.AwardId].Append(part.ArrivalEntryId ?? 0).Select(entryId => (EntryId: entryId, Part: part)))
            .ToLookup(x => x.EntryId, x => x.Part);
    }

    /// <summary>Awards with their promotion's name, and the sale or the module that earned them.</summary>
    private IQueryable<Sourcing> Sourced(IQueryable<Award> awards)
    {
        var versions = db.Set<PromotionVersion>().AsNoTracking();
        var sales = db.Sales.AsNoTracking();
        var completions = db.Completions.AsNoTracking();
        var modules = db.Modules.AsNoTracking();
        return awards
            .OrderBy(a => a.Id)
            .LeftJoin(
                versions,
                a => new { Id = a.PromotionId, Version = a.PromotionVersion },
                v => new { Id = (long?)v.PromotionId, v.Version },
                (a, v) => new { Award = a, Version = v })
            .LeftJoin(
                sales,
                x => x.Award.Activity == Activity.Sale ? (long?)x.Award.SourceId : null,
                s => s.Id,
                (x, s) => new { x.Award, x.Version, Sale = s })
            .LeftJoin(
                completions,
                x => x.Award.Activity == Activity.Course ? (long?)x.Award.SourceId : null,
                c => c.Id,
                (x, c) => new { x.Award, x.Version, x.Sale, Pass = c })
            .LeftJoin(
                modules,
                x => (long?)x.Pass!.ModuleId,
                m => m.Id,
                (x, m) => new Sourcing(x.Award, new AccountLine.AwardPart(
                    x.Award.Id,
                    x.Award.ArrivalEntryId,
                    x.Award.Points,
                    x.Version == null ? null : x.Version.Name,
                    x.Award.Reasons,
                    x.Sale == null ? null : new AccountLine.SaleSource(x.Sale.Id, x.Sale.CustomerName, x.Sale.InvoiceNumber),
                    m == null ? null : new AccountLine.ModuleSource(m.Code, m.Title, x.Pass!.ScorePercent))));
    }

    /// <summary>Returns are keyed by the award that they take from: `award/812/returned/2`.</summary>
    private static long ReversedAward(AccountLine line) =>
        line.Key.Split('/') is ["award", var id, ..] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? known
            : 0;

    private async Task<ILookup<long, AccountLine.LotPart>> LotsAsync(List<AccountLine> lines, CancellationToken cancel)
    {
        var leaving = lines.Where(l => l.Points < 0).Select(l => l.EntryId).ToList();
        if (leaving.Count == 0)
        {
            return Enumerable.Empty<AccountLine.LotPart>().ToLookup(p => p.EntryId);
        }

        var lots = db.Lots.AsNoTracking();
        var parts = await db.Allocations.AsNoTracking()
            .Where(a => leaving.Contains(a.EntryId))
            .Join(lots, a => a.LotId, l => l.Id, (a, l) => new AccountLine.LotPart(a.EntryId, l.OpenedOn, a.Points))
            .ToListAsync(cancel);
        return parts.OrderBy(p => p.OpenedOn).ToLookup(p => p.EntryId);
    }

    private sealed record Sourcing(Award Award, AccountLine.AwardPart Part);
}

public enum LineDirection
{
    All,
    In,
    Out,
}

/// <summary>Points that wait.</summary>
/// <param name="ReleaseOn">The first day on which they can be spent; null until the sale is decided.</param>
public sealed record PendingLine(
    AccountLine.SaleSource? Sale, AccountLine.ModuleSource? Module, DateOnly EarnedOn, DateOnly? ReleaseOn, long Points);
