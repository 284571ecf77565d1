using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// What became of people's points in a period (L16): opening + lines = closing, by the instant at which entries were booked. It counts
/// what people have (available and held) less what they owe; points move between those three without a line. Three reads, however
/// many the postings.
/// </summary>
public sealed class MovementTable(LeapDb db, Calendar calendar)
{
    /// <param name="Points">Signed: negative where points left.</param>
    public sealed record Line(MovementKind Kind, long Points);

    /// <summary><see cref="Lines"/> has every kind once, in the order of the enum, zeros too.</summary>
    /// <param name="Pending">What waits at the end; in no other figure.</param>
    /// <param name="Stored">The closing that the stored balances come to: the same, unless they were tampered with (L4).</param>
    public sealed record Sums(long Opening, IReadOnlyList<Line> Lines, long Closing, long Pending, long Stored)
    {
        public bool AddsUp => Opening + Lines.Sum(l => l.Points) == Closing && Closing == Stored;

        public long Of(MovementKind kind) => Lines.Single(l => l.Kind == kind).Points;
    }

    /// <summary>A half-open span of days in the programme's zone. Reads in a snapshot of its own unless there is a transaction.</summary>
    public async Task<Sums> ReadAsync(MovementScope scope, DateOnly fromOn, DateOnly untilOn, CancellationToken cancel)
    {
        await using var view = db.Database.CurrentTransaction is null ? await db.BeginSnapshotAsync(cancel) : null;
        var today = calendar.Today;
        var from = calendar.StartOf(fromOn);
        var until = calendar.StartOf(untilOn);
        var posted = await PostedAsync(scope.Postings(db, today), cancel);
        var stored = await scope.Accounts(db, today)
            .GroupBy(a => a.Kind == AccountKind.Pending)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points ?? 0) })
            .ToDictionaryAsync(x => x.Key, x => x.Points, cancel);
        var since = await SinceAsync(scope.Postings(db, today), from, until, cancel);

        var own = since.Where(s => !s.IsPending).ToList();
        var after = own.Where(s => s.IsAfter).Sum(s => s.Points);
        var lines = Enum.GetValues<MovementKind>()
            .Select(kind => new Line(kind, own.Where(s => !s.IsAfter && KindOf(s.Kind) == kind).Sum(s => s.Points)))
            .ToList();
        return new(
            posted.GetValueOrDefault(false) - own.Sum(s => s.Points),
            lines,
            posted.GetValueOrDefault(false) - after,
            posted.GetValueOrDefault(true) - since.Where(s => s.IsPending && s.IsAfter).Sum(s => s.Points),
            stored.GetValueOrDefault(false) - after);
    }

    /// <summary>All that was ever posted; the index on accounts holds the points, so no entry is read.</summary>
    private static Task<Dictionary<bool, long>> PostedAsync(IQueryable<Posting> postings, CancellationToken cancel) =>
        postings
            .GroupBy(p => p.AccountId % 16 == (long)AccountKind.Pending)
            .Select(g => new { g.Key, Points = g.Sum(p => p.Points) })
            .ToDictionaryAsync(x => x.Key, x => x.Points, cancel);

    private Task<List<Since>> SinceAsync(IQueryable<Posting> postings, DateTime from, DateTime until, CancellationToken cancel)
    {
        var entries = db.Entries.Where(e => e.BookedAt >= from);
        return postings
            .Join(entries, p => p.EntryId, e => e.Id, (p, e) => new
            {
                e.Kind,
                IsAfter = e.BookedAt >= until,
                IsPending = p.AccountId % 16 == (long)AccountKind.Pending,
                p.Points,
            })
            .GroupBy(x => new { x.Kind, x.IsAfter, x.IsPending })
            .Select(g => new Since(g.Key.Kind, g.Key.IsAfter, g.Key.IsPending, g.Sum(x => x.Points)))
            .ToListAsync(cancel);
    }

    /// <summary>
    /// Holds and repayments only move points of one person about and so come to zero; what of them does not would have been a correction.
    /// </summary>
    private static MovementKind KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Earned or EntryKind.Released => MovementKind.Earned,
        EntryKind.Redeemed or EntryKind.Captured or EntryKind.Cancelled => MovementKind.Redeemed,
        EntryKind.Expired => MovementKind.Expired,
        EntryKind.Reversed => MovementKind.Reversed,
        EntryKind.WrittenOff => MovementKind.WrittenOff,
        _ => MovementKind.Corrected,
    };

    private sealed record Since(EntryKind Kind, bool IsAfter, bool IsPending, long Points);
}

/// <summary>Why points came to people or left them.</summary>
public enum MovementKind
{
    Earned,

    /// <summary>Less what was cancelled.</summary>
    Redeemed,
    Expired,
    Reversed,

    /// <summary>Debts that were forgiven: they count up, as what is owed counts down.</summary>
    WrittenOff,

    /// <summary>Booked by a person, either way.</summary>
    Corrected,
}
