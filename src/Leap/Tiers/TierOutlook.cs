using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tiers;

/// <summary>Where a firm stands today: what it has, how long that lasts, what the next tier asks for, and how it came here.</summary>
public sealed class TierOutlook(LeapDb db, TierProgress progress, TierSpans spans, Calendar calendar)
{
    /// <param name="LastOn">Until when the tier is safe; null: the lowest one, which is never lost.</param>
    /// <param name="IsEarned">Whether this season has earned the tier, or brought it.</param>
    /// <param name="LapsingPeople">Certified people whose last certification ends before the season does.</param>
    /// <param name="History">Newest first.</param>
    public sealed record View(
        TierProgress.Row Now, DateOnly? LastOn, bool IsEarned, int LapsingPeople, IReadOnlyList<TierChange> History)
    {
        public TierRule Own => TierRules.All.Single(r => r.Tier == Now.Tier);

        /// <summary>Null at the top.</summary>
        public TierRule? Next => TierRules.After(Now.Tier);
    }

    public async Task<View> OfAsync(long firmId, CancellationToken cancel)
    {
        var today = calendar.Today;
        var season = calendar.Season(today);
        var now = (await progress.OnAsync(today, firmId, cancel)).Single();
        var history = await db.TierChanges.AsNoTracking().Where(c => c.FirmId == firmId)
            .OrderByDescending(c => c.FromOn).ThenByDescending(c => c.Id)
            .ToListAsync(cancel);
        var gained = history.Where(c => c.Reason != TierReason.Lapsed).Select(c => (DateOnly?)c.FromOn).FirstOrDefault();
        var isEarned = now.Reached >= now.Tier || gained >= season.FromOn;
        var lastOn = now.Tier == Tier.Authorized ? null
            : isEarned ? spans.LastDayOf(today)
            : (DateOnly?)await LastDayAsync(now, season, gained, cancel);
        return new View(now, lastOn, isEarned, await LapsingAsync(firmId, today, season.LastOn, cancel), history);
    }

    private async Task<DateOnly> LastDayAsync(TierProgress.Row now, Period season, DateOnly? gainedOn, CancellationToken cancel)
    {
        var last = calendar.Season(season.FromOn.AddDays(-1));
        var isEarnedThen = gainedOn >= last.FromOn
            || (await progress.OnAsync(last.LastOn, now.FirmId, cancel)).Single().Reached >= now.Tier;
        return isEarnedThen ? spans.LastDayOf(last.LastOn) : spans.ReviewOn(season).AddDays(-1);
    }

    private Task<int> LapsingAsync(long firmId, DateOnly today, DateOnly lastOn, CancellationToken cancel)
    {
        var valid = db.Completions.AsNoTracking().Where(c => c.ValidUntilOn >= today);
        var lasting = db.Completions.AsNoTracking().Where(c => c.ValidUntilOn >= lastOn);
        return db.Memberships.AsNoTracking()
            .Where(m => m.FirmId == firmId && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .CountAsync(m => valid.Any(c => c.PersonId == m.PersonId) && !lasting.Any(c => c.PersonId == m.PersonId), cancel);
    }
}
