using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Leaderboards;

/// <summary>Reads boards: live ones from the scores, closed ones from their snapshot.</summary>
public sealed class Standings(LeapDb db, Calendar calendar)
{
    public const int TopCount = 50;
    public const int NeighbourCount = 2;

    /// <summary>Fewer people than this show no board (R4).</summary>
    public const int PeopleMin = 5;

    public async Task<BoardView> ViewAsync(Board board, long viewerId, CancellationToken cancel)
    {
        var isFrozen = await IsFrozenAsync(board.Period, cancel);
        var ranked = Ranked(board, isFrozen);
        var count = await CountAsync(ranked, viewerId, cancel);
        var row = count.Own is null ? null : await ranked.SingleAsync(r => r.PersonId == viewerId, cancel);
        var own = row is null ? null : ToPlace(row, count.Above + 1, viewerId);
        if (count.All < PeopleMin)
        {
            return new(board, isFrozen, count.All, IsTooSmall: true, [], [], own, null);
        }

        var rows = await ranked.OrderByDescending(r => r.Points).ThenBy(r => r.PersonId).Take(TopCount).ToListAsync(cancel);
        var ranks = Ranks.Of(rows.ConvertAll(r => r.Points));
        var top = rows.Select((r, i) => ToPlace(r, ranks[i], viewerId)).ToList();
        var isBelow = row is not null && !top.Exists(p => p.IsViewer);
        return new(
            board,
            isFrozen,
            count.All,
            IsTooSmall: false,
            top,
            isBelow ? await AroundAsync(ranked, row!, count.Before, viewerId, cancel) : [],
            own,
            count.Next - count.Own);
    }

    /// <summary>A person's rank and the number of people on the board; null without points there.</summary>
    public async Task<(int Rank, int Count, long Points, long? ToNext)?> OwnAsync(Board board, long personId, CancellationToken cancel)
    {
        var count = await CountAsync(Ranked(board, await IsFrozenAsync(board.Period, cancel)), personId, cancel);
        return count.Own is { } points ? (count.Above + 1, count.All, points, count.Next - points) : null;
    }

    /// <summary>A period that still runs is asked for most, and never frozen.</summary>
    private async Task<bool> IsFrozenAsync(string period, CancellationToken cancel) =>
        !(calendar.Find(period) is { } known && calendar.Today < known.UntilOn)
        && await db.FrozenPeriods.AnyAsync(f => f.Period == period, cancel);

    private static async Task<Counts> CountAsync(IQueryable<Row> ranked, long personId, CancellationToken cancel)
    {
        var mine = ranked.Where(r => r.PersonId == personId).Select(r => r.Points);
        return await ranked
            .GroupBy(_ => 1)
            .Select(g => new Counts(
                g.Count(),
                g.Max(r => r.PersonId == personId ? (long?)r.Points : null),
                g.Count(r => r.Points > mine.FirstOrDefault()),
                g.Count(r => r.Points > mine.FirstOrDefault() || (r.Points == mine.FirstOrDefault() && r.PersonId < personId)),
                g.Min(r => r.Points > mine.FirstOrDefault() ? (long?)r.Points : null)))
            .FirstOrDefaultAsync(cancel) ?? new Counts(0, null, 0, 0, null);
    }

    /// <param name="before">How many rows stand before the viewer's.</param>
    private static async Task<List<Place>> AroundAsync(
        IQueryable<Row> ranked, Row own, int before, long viewerId, CancellationToken cancel)
    {
        var above = await ranked
            .Where(r => r.Points > own.Points || (r.Points == own.Points && r.PersonId < own.PersonId))
            .OrderBy(r => r.Points).ThenByDescending(r => r.PersonId)
            .Take(NeighbourCount).ToListAsync(cancel);
        var below = await ranked
            .Where(r => r.Points < own.Points || (r.Points == own.Points && r.PersonId > own.PersonId))
            .OrderByDescending(r => r.Points).ThenBy(r => r.PersonId)
            .Take(NeighbourCount).ToListAsync(cancel);
        List<Row> rows = [.. Enumerable.Reverse(above), own, .. below];
        var first = rows[0].Points;
        var ranks = new List<int> { await ranked.CountAsync(r => r.Points > first, cancel) + 1 };
        for (var i = 1; i < rows.Count; i++)
        {
            ranks.Add(rows[i].Points == rows[i - 1].Points ? ranks[i - 1] : before - above.Count + i + 1);
        }

        return [.. rows.Select((r, i) => ToPlace(r, ranks[i], viewerId))];
    }

    private static Place ToPlace(Row row, int rank, long viewerId)
    {
        var isViewer = row.PersonId == viewerId;
        var name = row.BoardName switch
        {
            BoardName.Alias => row.Alias ?? row.Name,
            BoardName.Hidden when !isViewer => null,
            _ => row.Name,
        };
        return new(rank, row.PersonId, name, name is null ? "" : row.FirmName, row.Country, row.Points, isViewer);
    }

    /// <summary>Everyone who may be ranked on the board: with points there, not suspended, at a firm today.</summary>
    private IQueryable<Row> Ranked(Board board, bool isFrozen)
    {
        var people = db.People.AsNoTracking();
        var firms = db.Firms.AsNoTracking();
        var memberships = db.Memberships.AsNoTracking();
        var countries = db.Countries.AsNoTracking();
        var rows = Scored(board, isFrozen)
            .Join(people, s => s.PersonId, p => p.Id, (s, p) => new { s, p })
            .Join(firms, x => x.s.FirmId, f => f.Id, (x, f) => new { x.s, x.p, f })
            .Where(x => (isFrozen && x.p.ErasedAt != null)
                || (x.p.SuspendedAt == null && memberships.Any(m => m.PersonId == x.p.Id && m.ToOn == null)));
        rows = board.Scope switch
        {
            BoardScope.Country => rows.Where(x => x.f.Country == board.ScopeValue),
            BoardScope.Region => rows.Where(x => countries.Any(c => c.Code == x.f.Country && c.Region == board.ScopeValue)),
            BoardScope.Tier when Enum.TryParse<Tier>(board.ScopeValue, ignoreCase: true, out var tier) => rows.Where(x => x.f.Tier == tier),
            BoardScope.Language => rows.Where(x => x.p.Language == board.ScopeValue),
            BoardScope.Firm when long.TryParse(board.ScopeValue, out var firmId) => rows.Where(x => x.f.Id == firmId),
            BoardScope.Programme => rows,
            _ => rows.Where(_ => false),
        };
        return rows
            .Select(x => new Row
            {
                PersonId = x.p.Id,
                Name = x.p.Name,
                Alias = x.p.Alias,
                BoardName = x.p.BoardName,
                FirmName = x.f.Name,
                Country = x.f.Country,
                Points = x.s.Points,
            });
    }

    /// <summary>One column of the scores, so that an index can give the order.</summary>
    private IQueryable<Scoring> Scored(Board board, bool isFrozen)
    {
        var scores = isFrozen
            ? db.FrozenStandings.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.PersonId, s.FirmId, s.Learning, s.Selling, s.Total })
            : db.Scores.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.PersonId, s.FirmId, s.Learning, s.Selling, s.Total });
        var scored = board.Kind switch
        {
            BoardKind.Learning => scores.Select(s => new Scoring { PersonId = s.PersonId, FirmId = s.FirmId, Points = s.Learning }),
            BoardKind.Selling => scores.Select(s => new Scoring { PersonId = s.PersonId, FirmId = s.FirmId, Points = s.Selling }),
            _ => scores.Select(s => new Scoring { PersonId = s.PersonId, FirmId = s.FirmId, Points = s.Total }),
        };
        return scored.Where(s => s.Points > 0);
    }

    /// <param name="Own">The person's points; null without any.</param>
    /// <param name="Above">People with more points.</param>
    /// <param name="Before">People whose rows stand before the person's.</param>
    /// <param name="Next">The fewest points above the person's.</param>
    private sealed record Counts(int All, long? Own, int Above, int Before, long? Next);

    private sealed class Scoring
    {
        public required long PersonId { get; init; }

        public required long FirmId { get; init; }

        public required long Points { get; init; }
    }

    private sealed class Row
    {
        public required long PersonId { get; init; }

        public required string Name { get; init; }

        public string? Alias { get; init; }

        public BoardName BoardName { get; init; }

        public required string FirmName { get; init; }

        public required string Country { get; init; }

        public required long Points { get; init; }
    }
}
