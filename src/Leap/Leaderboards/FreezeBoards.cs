using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Leaderboards;

/// <summary>
/// Closes the periods whose claim window has ended: their scores become a snapshot that nothing changes any more (R3). Keyed by the period,
/// so that a second run adds nothing.
/// </summary>
public sealed class FreezeBoards(LeapDb db, Calendar calendar, LeapSettings settings)
{
    /// <returns>How many periods were frozen.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var frozen = await db.FrozenPeriods.Select(f => f.Period).ToListAsync(cancel);
        var open = await db.Scores.Select(s => s.Period).Distinct().ToListAsync(cancel);
        var due = open.Except(frozen, StringComparer.Ordinal)
            .Select(calendar.Find)
            .Where(p => p is not null && p.UntilOn.AddDays(settings.Programme.ClaimDays) <= asOf)
            .OrderBy(p => p!.UntilOn)
            .ToList();
        foreach (var period in due)
        {
            await FreezeAsync(period!, cancel);
        }

        return due.Count;
    }

    private async Task FreezeAsync(Period period, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var firms = db.Firms.AsNoTracking();
        var rows = await db.Scores.AsNoTracking()
            .Where(s => s.Period == period.Key && s.Total > 0)
            .Join(firms, s => s.FirmId, f => f.Id, (s, f) => new { Score = s, f.Country, f.Tier })
            .OrderByDescending(r => r.Score.Total).ThenBy(r => r.Score.PersonId)
            .ToListAsync(cancel);
        var ranks = Ranks.Of(rows.ConvertAll(r => r.Score.Total));
        db.FrozenPeriods.Add(new FrozenPeriod { Period = period.Key, Zone = calendar.ZoneName, FrozenAt = calendar.Now });
        await db.SaveChangesAsync(cancel);
        var standings = rows.Select((r, i) => new FrozenStanding
        {
            Period = period.Key,
            PersonId = r.Score.PersonId,
            FirmId = r.Score.FirmId,
            Country = r.Country,
            Tier = r.Tier,
            Learning = r.Score.Learning,
            Selling = r.Score.Selling,
            Total = r.Score.Total,
            Rank = ranks[i],
        }).ToList();
        await db.InsertAsync(standings, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
