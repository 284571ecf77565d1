namespace Leap.Promotions;

/// <summary>What holds on the day that decides (P2): who acted, where, and on which product or module.</summary>
public sealed record Facts
{
    public required bool IsSale { get; init; }

    /// <summary>Invoice date or date of completion.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The firm's.</summary>
    public required string Country { get; init; }

    public required string Tier { get; init; }

    public required string Family { get; init; }

    /// <summary>Empty for a module.</summary>
    public string Sku { get; init; } = "";

    public int Quantity { get; init; } = 1;

    /// <summary>Net revenue in minor units of the reporting currency; 0 for a module.</summary>
    public long ReportingMinor { get; init; }
}

/// <summary>Points that one promotion grants for one line.</summary>
/// <param name="Accrued">What the line is worth beyond these points; negative when carried fractions made one of them (L14).</param>
public sealed record Grant(Promotion Promotion, int LineIndex, long Points, Fraction Accrued, int Units, IReadOnlyList<Reason> Reasons);

/// <summary>A promotion that granted nothing for a line, and the first condition that failed.</summary>
public sealed record Miss(Promotion Promotion, int LineIndex, Reason Why);

/// <summary>What all promotions make of one activity.</summary>
/// <param name="Fractions">Grants of no whole point: what they accrue waits. Each is among the misses, too.</param>
public sealed record Decision(IReadOnlyList<Grant> Grants, IReadOnlyList<Miss> Misses, IReadOnlyList<Grant> Fractions)
{
    public static Decision Nothing { get; } = new([], [], []);

    /// <summary>What has to be kept as awards.</summary>
    public IEnumerable<Grant> Awarded => Grants.Concat(Fractions);
}
