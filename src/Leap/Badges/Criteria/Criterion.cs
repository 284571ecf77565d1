using Leap.Data;
using Leap.Programmes;

namespace Leap.Badges.Criteria;

/// <summary>A kind of rule by which a badge is won. It reads facts only, so replaying them finds the same winners and days (B1).</summary>
public abstract class Criterion
{
    /// <summary>The criteria by the code that <see cref="Badge.Criterion"/> holds.</summary>
    public static IReadOnlyDictionary<string, Criterion> All { get; } = new Criterion[]
    {
        new ModulesPassed(), new Certified(), new SalesApproved(), new Revenue(), new UnitsSold(), new Streak(),
    }.ToDictionary(c => c.Code, StringComparer.Ordinal);

    public abstract string Code { get; }

    public abstract BadgeGroup Group { get; }

    public abstract bool IsValid(BadgeTerms terms);

    /// <summary>
    /// Who meets the rule within the season, and the day on which they first did; those who hold the badge already included.
    /// </summary>
    /// <param name="personId">Only this person; null: everyone.</param>
    public abstract Task<IReadOnlyList<Winner>> FindAsync(
        LeapDb db, BadgeTerms terms, Period season, long? personId, CancellationToken cancel);

    /// <summary>How far one person is; complete whenever <see cref="FindAsync"/> would find them.</summary>
    public abstract BadgeProgress ProgressOf(SeasonRecord record, BadgeTerms terms);
}

public sealed record Winner(long PersonId, DateOnly WonOn);
