using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// What the programme still owes for points that people hold (L16): outstanding points by the month in which they expire × cost per
/// point × (1 − breakage). The cost is rounded once, on the total, to the nearest minor unit, and split so that rows add up to it (L14).
/// </summary>
public sealed class LiabilityReport(LeapDb db, Calendar calendar, LeapSettings settings)
{
    /// <param name="MonthOn">First day of the month.</param>
    public sealed record Month(DateOnly MonthOn, long Points, long CostMinor);

    /// <summary>Money is in minor units of the programme's currency.</summary>
    public sealed record Report
    {
        /// <summary>The day at whose end it stood so; today: now.</summary>
        public required DateOnly AsOf { get; init; }

        /// <summary>What can be spent, soonest first; months without points are left out.</summary>
        public required IReadOnlyList<Month> Months { get; init; }

        /// <summary>Set aside for redemptions that are not settled: in no lot, and so in no month.</summary>
        public required long HeldPoints { get; init; }

        public required long HeldMinor { get; init; }

        public required long CostMinor { get; init; }

        /// <summary>What people owe, as a positive number. It lowers no cost: it is repaid from points that are yet to be earned.</summary>
        public required long OwedPoints { get; init; }

        /// <summary>Not awarded yet, and so without cost.</summary>
        public required long PendingPoints { get; init; }

        public long Points => Months.Sum(m => m.Points) + HeldPoints;

        /// <summary>The closing of the movement table: outstanding less owed.</summary>
        public long NetPoints => Points - OwedPoints;
    }

    /// <summary>Two reads, in a snapshot of their own unless there is a transaction.</summary>
    /// <param name="asOf">A day that has ended; today and later days stand for now.</param>
    public async Task<Report> ReadAsync(DateOnly asOf, CancellationToken cancel)
    {
        await using var view = db.Database.CurrentTransaction is null ? await db.BeginSnapshotAsync(cancel) : null;
        var today = calendar.Today;
        var until = asOf < today ? calendar.StartOf(asOf.AddDays(1)) : (DateTime?)null;
        var days = await LotsAsync(until, cancel);
        var others = await OthersAsync(until, cancel);
        var months = days.GroupBy(d => Period.Month(d.ExpiresOn).FromOn)
            .Select(g => (MonthOn: g.Key, Points: g.Sum(d => d.Points)))
            .Where(m => m.Points != 0)
            .OrderBy(m => m.MonthOn)
            .ToList();
        var held = others.GetValueOrDefault((long)AccountKind.Held);
        long[] points = [.. months.Select(m => m.Points), held];
        var total = CostMinor(points.Sum(WithCost));
        var costs = total == 0 ? new long[points.Length] : Shares.ByLargestRemainder(total, [.. points.Select(WithCost)]);
        return new()
        {
            AsOf = asOf < today ? asOf : today,
            Months = [.. months.Select((m, i) => new Month(m.MonthOn, m.Points, costs[i]))],
            HeldPoints = held,
            HeldMinor = costs[^1],
            CostMinor = total,
            OwedPoints = -others.GetValueOrDefault((long)AccountKind.Debt),
            PendingPoints = others.GetValueOrDefault((long)AccountKind.Pending),
        };
    }

    /// <summary>
    /// What remained in lots by last day. For an earlier moment it is what remains now, plus what was taken since, less the lots that were
    /// opened since: so a report of last month reads one month, not the whole ledger.
    /// </summary>
    private Task<List<Day>> LotsAsync(DateTime? until, CancellationToken cancel)
    {
        var lots = db.Lots;
        var points = lots.Where(l => l.Remaining > 0).Select(l => new { l.ExpiresOn, Points = l.Remaining });
        if (until is { } instant)
        {
            var since = db.Entries.Where(e => e.BookedAt >= instant);
            var taken = db.Allocations
                .Join(since, a => a.EntryId, e => e.Id, (a, _) => a)
                .Join(lots, a => a.LotId, l => l.Id, (a, l) => new { l.ExpiresOn, a.Points });
            var opened = lots.Join(since, l => l.EntryId, e => e.Id, (l, _) => new { l.ExpiresOn, Points = -l.Points });
            points = points.Concat(taken).Concat(opened);
        }

        return points.GroupBy(p => p.ExpiresOn).Select(g => new Day(g.Key, g.Sum(p => p.Points))).ToListAsync(cancel);
    }

    /// <summary>Held, owed and pending by the number of their kind of account.</summary>
    private Task<Dictionary<long, long>> OthersAsync(DateTime? until, CancellationToken cancel)
    {
        var points = db.Accounts
            .Where(a => a.Kind == AccountKind.Held || a.Kind == AccountKind.Debt || a.Kind == AccountKind.Pending)
            .Select(a => new { Kind = a.Id % 16, Points = a.Points ?? 0 });
        if (until is { } instant)
        {
            var since = db.Entries.Where(e => e.BookedAt >= instant);
            points = points.Concat(db.Postings
                .Where(p => p.AccountId % 16 == (long)AccountKind.Held
                    || p.AccountId % 16 == (long)AccountKind.Debt
                    || p.AccountId % 16 == (long)AccountKind.Pending)
                .Join(since, p => p.EntryId, e => e.Id, (p, _) => new { Kind = p.AccountId % 16, Points = -p.Points }));
        }

        return points.GroupBy(p => p.Kind)
            .Select(g => new { g.Key, Points = g.Sum(p => p.Points) })
            .ToDictionaryAsync(x => x.Key, x => x.Points, cancel);
    }

    /// <summary>Where clocks of nodes disagree, points may seem to leave on the day before they came: that costs nothing.</summary>
    private static long WithCost(long points) => Math.Max(0, points);

    private long CostMinor(long points)
    {
        var major = points * settings.Ledger.CostPerPoint * (100 - settings.Ledger.BreakagePercent) / 100;
        var minor = major / Currencies.ToMajor(1, settings.Programme.Currency);
        return (long)Math.Round(minor, MidpointRounding.AwayFromZero);
    }

    private sealed record Day(DateOnly ExpiresOn, long Points);
}
