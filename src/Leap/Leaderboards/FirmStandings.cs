using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Leaderboards;

/// <summary>The board of firms: what their people earned in a period, added up. Its scopes are those that a firm can stand in.</summary>
public sealed class FirmStandings(LeapDb db, Calendar calendar)
{
    public static IReadOnlyList<BoardScope> Scopes { get; } =
        [BoardScope.Programme, BoardScope.Region, BoardScope.Country, BoardScope.Tier];

    /// <summary>One firm's place.</summary>
    public sealed record Place(int Rank, long FirmId, string Name, string Country, long Points, bool IsOwn);

    /// <param name="Own">The viewer's firm; null when it has no points there.</param>
    /// <param name="ToNext">Points that would reach the next place above; null at the top or without a place.</param>
    public sealed record View(bool IsFrozen, int Count, IReadOnlyList<Place> Top, Place? Own, long? ToNext);

    public async Task<View> ViewAsync(Board board, long firmId, CancellationToken cancel)
    {
        var runs = calendar.Find(board.Period) is { } period && calendar.Today < period.UntilOn;
        var isFrozen = !runs && await db.FrozenPeriods.AnyAsync(f => f.Period == board.Period, cancel);
        var ranked = Ranked(board, isFrozen);
        var rows = await ranked
            .OrderByDescending(r => r.Points).ThenBy(r => r.FirmId)
            .Take(Standings.TopCount)
            .ToListAsync(cancel);
        var ranks = Ranks.Of(rows.ConvertAll(r => r.Points));
        var top = rows.Select((r, i) => ToPlace(r, ranks[i], firmId)).ToList();
        var own = await ranked.FirstOrDefaultAsync(r => r.FirmId == firmId, cancel);
        var points = own?.Points ?? 0;
        var counts = await ranked.GroupBy(_ => 1)
            .Select(g => new
            {
                All = g.Count(),
                Above = g.Count(r => r.Points > points),
                Next = g.Min(r => r.Points > points ? (long?)r.Points : null),
            })
            .FirstOrDefaultAsync(cancel);
        return own is null
            ? new(isFrozen, counts?.All ?? 0, top, null, null)
            : new(isFrozen, counts!.All, top, ToPlace(own, counts.Above + 1, firmId), counts.Next - own.Points);
    }

    private static Place ToPlace(Row row, int rank, long ownId) =>
        new(rank, row.FirmId, row.Name, row.Country, row.Points, row.FirmId == ownId);

    private IQueryable<Row> Ranked(Board board, bool isFrozen)
    {
        var scores = isFrozen
            ? db.FrozenStandings.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.FirmId, s.Learning, s.Selling, s.Total })
            : db.Scores.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.FirmId, s.Learning, s.Selling, s.Total });
        var sums = scores
            .GroupBy(s => s.FirmId)
            .Select(g => new
            {
                FirmId = g.Key,
                Points = board.Kind == BoardKind.Learning ? g.Sum(s => s.Learning)
                    : board.Kind == BoardKind.Selling ? g.Sum(s => s.Selling) : g.Sum(s => s.Total),
            })
            .Where(s => s.Points > 0);
        return InScope(board)
            .Join(sums, f => f.Id, s => s.FirmId, (f, s) => new Row
            {
                FirmId = f.Id,
                Name = f.Name,
                Country = f.Country,
                Points = s.Points,
            });
    }

    private IQueryable<Firm> InScope(Board board)
    {
        var firms = db.Firms.AsNoTracking();
        var countries = db.Countries.AsNoTracking();
        return board.Scope switch
        {
            BoardScope.Country => firms.Where(f => f.Country == board.ScopeValue),
            BoardScope.Region => firms.Where(f => countries.Any(c => c.Code == f.Country && c.Region == board.ScopeValue)),
            BoardScope.Tier when Enum.TryParse<Tier>(board.ScopeValue, ignoreCase: true, out var tier) => firms.Where(f => f.Tier == tier),
            BoardScope.Programme => firms,
            _ => firms.Where(_ => false),
        };
    }

    private sealed class Row
    {
        public required long FirmId { get; init; }

        public required string Name { get; init; }

        public required string Country { get; init; }

        public required long Points { get; init; }
    }
}
