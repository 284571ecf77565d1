namespace Leap.Leaderboards;

/// <summary>Which board: whose points, over which people, in which period (R2).</summary>
/// <param name="ScopeValue">The country, region, tier, language or firm that the scope names; empty for the whole programme.</param>
public sealed record Board(BoardScope Scope, string ScopeValue, BoardKind Kind, string Period);

public enum BoardScope
{
    Programme,
    Region,
    Country,
    Tier,
    Language,
    Firm,
}

public enum BoardKind
{
    Both,
    Learning,
    Selling,
}

/// <summary>One place on a board.</summary>
/// <param name="Name">As the person wants to be shown; null for one who wants not to be (R4).</param>
public sealed record Place(int Rank, long PersonId, string? Name, string FirmName, string Country, long Points, bool IsViewer);

/// <summary>A board as its viewer sees it.</summary>
/// <param name="IsFrozen">Final; else provisional until its claim window ends (R3).</param>
/// <param name="Top">The first places; empty when the group is too small to show (R4).</param>
/// <param name="Around">The viewer's own place and neighbours when they stand below the top.</param>
/// <param name="Own">The viewer's place, even when hidden from others; null when they have no points on it.</param>
/// <param name="ToNext">Points that would reach the next place above; null at the top or without a place.</param>
public sealed record BoardView(
    Board Board,
    bool IsFrozen,
    int Count,
    bool IsTooSmall,
    IReadOnlyList<Place> Top,
    IReadOnlyList<Place> Around,
    Place? Own,
    long? ToNext);
