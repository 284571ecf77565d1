using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Leaderboards;

/// <summary>Reads boards: live ones from the scores, closed ones from their snapshot.</summary>
public sealed class Standings(LeapDb db)
{
    public const int TopCount = 50;
    public const int NeighbourCount = 2;

    /// <summary>Fewer people than this show no board (R4).</summary>
    public const int PeopleMin = 5;

    public async Task<BoardView> ViewAsync(Board board, long viewerId, CancellationToken cancel)
    {
        var isFrozen = await db.FrozenPeriods.AnyAsync(f => f.Period == board.Period, cancel);
        var ranked = Ranked(board, isFrozen);
        var count = await ranked.CountAsync(cancel);
        var own = await ranked.FirstOrDefaultAsync(r => r.PersonId == viewerId, cancel);
        if (count < PeopleMin)
        {
            var place = own is null ? null : ToPlace(own, await RankAsync(ranked, own.Points, cancel), viewerId);
            return new(board, isFrozen, count, IsTooSmall: true, [], [], place, null);
        }

        var rows = await ranked.OrderByDescending(r => r.Points).ThenBy(r => r.PersonId).Take(TopCount).ToListAsync(cancel);
        var ranks = Ranks.Of(rows.ConvertAll(r => r.Points));
        var top = rows.Select((r, i) => ToPlace(r, ranks[i], viewerId)).ToList();
        if (own is null)
        {
            return new(board, isFrozen, count, IsTooSmall: false, top, [], null, null);
        }

        var rank = await RankAsync(ranked, own.Points, cancel);
        var above = await ranked.Where(r => r.Points > own.Points).MinAsync(r => (long?)r.Points, cancel);
        return new(
            board,
            isFrozen,
            count,
            IsTooSmall: false,
            top,
            top.Exists(p => p.IsViewer) ? [] : await AroundAsync(ranked, own, viewerId, cancel),
            ToPlace(own, rank, viewerId),
            above - own.Points);
    }

    /// <summary>A person's rank and the number of people on the board; null without points there.</summary>
    public async Task<(int Rank, int Count, long Points, long? ToNext)?> OwnAsync(Board board, long personId, CancellationToken cancel)
    {
        var ranked = Ranked(board, await db.FrozenPeriods.AnyAsync(f => f.Period == board.Period, cancel));
        var own = await ranked.Where(r => r.PersonId == personId).Select(r => (long?)r.Points).FirstOrDefaultAsync(cancel);
        if (own is not { } points)
        {
            return null;
        }

        var facts = await ranked.GroupBy(_ => 1)
            .Select(g => new
            {
                Count = g.Count(),
                Above = g.Count(r => r.Points > points),
                Next = g.Min(r => r.Points > points ? (long?)r.Points : null),
            })
            .FirstAsync(cancel);
        return (facts.Above + 1, facts.Count, points, facts.Next - points);
    }

    private static async Task<List<Place>> AroundAsync(IQueryable<Row> ranked, Row own, long viewerId, CancellationToken cancel)
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
        var first = await RankAsync(ranked, rows[0].Points, cancel);
        var before = await ranked.CountAsync(
            r => r.Points > rows[0].Points || (r.Points == rows[0].Points && r.PersonId < rows[0].PersonId), cancel);
        var places = new List<Place>();
        for (var i = 0; i < rows.Count; i++)
        {
            var rank = i == 0 ? first : rows[i].Points == rows[i - 1].Points ? places[i - 1].Rank : before + i + 1;
            places.Add(ToPlace(rows[i], rank, viewerId));
        }

        return places;
    }

    private static async Task<int> RankAsync(IQueryable<Row> ranked, long points, CancellationToken cancel) =>
        await ranked.CountAsync(r => r.Points > points, cancel) + 1;

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
        var scores = isFrozen
            ? db.FrozenStandings.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.PersonId, s.FirmId, s.Learning, s.Selling, s.Total })
            : db.Scores.AsNoTracking().Where(s => s.Period == board.Period)
                .Select(s => new { s.PersonId, s.FirmId, s.Learning, s.Selling, s.Total });
        var rows = scores
            .Join(people, s => s.PersonId, p => p.Id, (s, p) => new { s, p })
            .Join(firms, x => x.s.FirmId, f => f.Id, (x, f) => new { x.s, x.p, f })
            .Where(x => x.p.SuspendedAt == null && memberships.Any(m => m.PersonId == x.p.Id && m.ToOn == null));
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
        return board.Kind switch
        {
            BoardKind.Learning => rows.Where(x => x.s.Learning > 0)
                .Select(x => new Row
                {
                    PersonId = x.p.Id, Name = x.p.Name, Alias = x.p.Alias, BoardName = x.p.BoardName,
                    FirmName = x.f.Name, Country = x.f.Country, Points = x.s.Learning,
                }),
            BoardKind.Selling => rows.Where(x => x.s.Selling > 0)
                .Select(x => new Row
                {
                    PersonId = x.p.Id, Name = x.p.Name, Alias = x.p.Alias, BoardName = x.p.BoardName,
                    FirmName = x.f.Name, Country = x.f.Country, Points = x.s.Selling,
                }),
            _ => rows.Where(x => x.s.Total > 0)
                .Select(x => new Row
                {
                    PersonId = x.p.Id, Name = x.p.Name, Alias = x.p.Alias, BoardName = x.p.BoardName,
                    FirmName = x.f.Name, Country = x.f.Country, Points = x.s.Total,
                }),
        };
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
