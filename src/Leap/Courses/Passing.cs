using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>A person's latest pass of a module.</summary>
/// <param name="ValidUntilOn">The last day on which a certification holds; null for all else.</param>
public sealed record Passing(long ModuleId, int ModuleVersion, DateOnly CompletedOn, int ScorePercent, DateOnly? ValidUntilOn)
{
    /// <summary>
    /// A certification is due in the days in which a renewal counts from the old date, and expired after its last day (C6).
    /// </summary>
    public PassState StateOn(DateOnly day) => ValidUntilOn switch
    {
        { } last when last < day => PassState.Expired,
        { } last when last <= day.AddDays(RecordCompletions.RenewalDays) => PassState.Due,
        _ => PassState.Passed,
    };

    /// <summary>What a person has passed, by module.</summary>
    public static async Task<IReadOnlyDictionary<long, Passing>> LatestAsync(LeapDb db, long personId, CancellationToken cancel)
    {
        var passes = await db.Completions.AsNoTracking()
            .Where(c => c.PersonId == personId)
            .Select(c => new Passing(c.ModuleId, c.ModuleVersion, c.CompletedOn, c.ScorePercent, c.ValidUntilOn))
            .ToListAsync(cancel);
        return passes.GroupBy(p => p.ModuleId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.CompletedOn)!);
    }
}

public enum PassState
{
    Passed,
    Due,
    Expired,
}
