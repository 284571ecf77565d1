using System.Text.Json;
using System.Text.Json.Serialization;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;

namespace Leap.Statements;

/// <summary>
/// What a statement says, in no language yet: stored with it, and all that page, print and mail are made from. Names of people are in none
/// of it.
/// </summary>
public sealed record StatementSheet
{
    /// <summary>First day of the month, or of the quarter.</summary>
    public required DateOnly MonthOn { get; init; }

    public required string PeriodKey { get; init; }

    /// <summary>Null for a month.</summary>
    public Period? Quarter { get; init; }

    public required long Opening { get; init; }

    public required IReadOnlyList<StatementGroup> Groups { get; init; }

    public required long Closing { get; init; }

    public required long Pending { get; init; }

    /// <summary>When what is pending is released, soonest first and what has no day yet last.</summary>
    public IReadOnlyList<StatementRelease> Releases { get; init; } = [];

    /// <summary>What expires within three months of the close, soonest first.</summary>
    public required IReadOnlyList<StatementExpiry> Expiring { get; init; }

    /// <summary>Null when the person belonged to no firm and was on no board.</summary>
    public StatementStanding? Standing { get; init; }

    /// <summary>The ledger's head that it was made from, in hex.</summary>
    public required string Head { get; init; }

    [JsonIgnore]
    public Period Period => Quarter ?? Period.Month(MonthOn);

    /// <summary>What these groups come to.</summary>
    public long Sum(params ReadOnlySpan<string> groups)
    {
        var sum = 0L;
        foreach (var group in groups)
        {
            sum += Groups.FirstOrDefault(g => string.Equals(g.Group, group, StringComparison.Ordinal))?.Points ?? 0;
        }

        return sum;
    }

    public string ToJson() => JsonSerializer.Serialize(this, MailKinds.Json);

    public static StatementSheet FromJson(string json) =>
        JsonSerializer.Deserialize<StatementSheet>(json, MailKinds.Json) ?? throw new JsonException("The statement has no inputs.");
}

/// <summary>What one kind of cause came to in the period.</summary>
/// <param name="Group">The last part of its text key.</param>
/// <param name="Points">Signed: negative where points left.</param>
public sealed record StatementGroup(string Group, int Count, long Points)
{
    /// <summary>What of it came from where; they may leave a rest that has no cause of its own.</summary>
    public IReadOnlyList<StatementPart> Parts { get; init; } = [];
}

/// <summary>A promotion, a module or a cause in the ledger, and what it came to.</summary>
/// <param name="Name">Null where the ledger's cause is all that is known.</param>
/// <param name="Steps">The arithmetic, where it is that of a few awards only.</param>
public sealed record StatementPart(LocalizedText? Name, string Cause, int Count, long Points, IReadOnlyList<Reason> Steps);

/// <param name="ReleaseOn">The first day on which the points can be spent; null until the sale is decided.</param>
public sealed record StatementRelease(DateOnly? ReleaseOn, long Points);

public sealed record StatementExpiry(DateOnly ExpiresOn, long Points);

/// <summary>Where the person stood at the close.</summary>
/// <param name="Tier">The firm's; null outside of any.</param>
/// <param name="Rank">On the programme's board of the period; null without earned points on it.</param>
/// <param name="People">How many stood on that board.</param>
public sealed record StatementStanding(Tier? Tier, int? Rank, int People, long Earned);
