using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Leap.Tiers;

/// <summary>
/// Gives firms the tier that they have earned. A firm rises as soon as the season reaches a tier, and keeps it for that season, the next
/// one, and the grace after that. Firms fall in one review a season, when the grace at its beginning is over: to what the season before
/// or this one has reached. Run late or twice, it does the same.
/// </summary>
public sealed class SetTiers(LeapDb db, TierProgress progress, TierSpans spans, Calendar calendar, ILogger<SetTiers> log)
{
    /// <returns>How many firms changed.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var season = calendar.Season(asOf);
        await using var write = await db.BeginWriteAsync(cancel);
        var isReview = asOf >= spans.ReviewOn(season) && !await db.TierReviews.AnyAsync(r => r.Season == season.Key, cancel);
        var now = await progress.OnAsync(asOf, firmId: null, cancel);
        var changes = now.Where(r => r.Reached > r.Tier).Select(r => Change(r, r.Reached, TierReason.Reached, asOf)).ToList();
        if (isReview)
        {
            var lapses = await LapsesAsync(now, season, asOf, cancel);
            changes.AddRange(lapses);
            db.TierReviews.Add(new TierReview { Season = season.Key, ReviewedOn = asOf, LapsedFirms = lapses.Count });
        }

        await StoreAsync(changes, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        foreach (var change in changes)
        {
            log.LogInformation(
                "Firm {FirmId} goes from {Before} to {Tier}: {Reason}", change.FirmId, change.Before, change.Tier, change.Reason);
        }

        return changes.Count;
    }

    /// <summary>Firms whose tier is from before the last season, and that neither that season nor this one has reached again.</summary>
    private async Task<List<TierChange>> LapsesAsync(
        IReadOnlyList<TierProgress.Row> now, Period season, DateOnly asOf, CancellationToken cancel)
    {
        var last = calendar.Season(season.FromOn.AddDays(-1));
        var kept = await db.TierChanges
            .Where(c => c.FromOn >= last.FromOn && c.Reason != TierReason.Lapsed)
            .Select(c => c.FirmId).ToListAsync(cancel);
        var isKept = kept.ToHashSet();
        var before = (await progress.OnAsync(last.LastOn, firmId: null, cancel)).ToDictionary(r => r.FirmId);
        return [.. now
            .Where(r => !isKept.Contains(r.FirmId) && r.Tier > r.Reached && r.Tier > before[r.FirmId].Reached)
            .Select(r => before[r.FirmId].Reached > r.Reached ? before[r.FirmId] : r)
            .Select(decides => Change(decides, decides.Reached, TierReason.Lapsed, asOf))];
    }

    private async Task StoreAsync(List<TierChange> changes, CancellationToken cancel)
    {
        var tiers = changes.ToDictionary(c => c.FirmId, c => c.Tier);
        foreach (var firm in await db.Firms.Where(f => tiers.Keys.Contains(f.Id)).ToListAsync(cancel))
        {
            firm.Tier = tiers[firm.Id];
        }

        db.TierChanges.AddRange(changes);
    }

    private static TierChange Change(TierProgress.Row row, Tier tier, TierReason reason, DateOnly on) => new()
    {
        FirmId = row.FirmId,
        FromOn = on,
        Before = row.Tier,
        Tier = tier,
        Reason = reason,
        RevenueMinor = row.RevenueMinor,
        CertifiedPeople = row.CertifiedPeople,
    };
}
