using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tiers;

/// <summary>Raises firms to the tier that their season has reached. Within a season no firm falls.</summary>
public sealed class SetTiers(LeapDb db, TierProgress progress)
{
    /// <returns>How many firms rose.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var rising = (await progress.OnAsync(asOf, firmId: null, cancel))
            .Where(r => TierRules.Reached(r.RevenueMinor, r.CertifiedPeople) > r.Tier)
            .ToDictionary(r => r.FirmId, r => TierRules.Reached(r.RevenueMinor, r.CertifiedPeople));
        if (rising.Count == 0)
        {
            return 0;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        foreach (var firm in await db.Firms.Where(f => rising.Keys.Contains(f.Id)).ToListAsync(cancel))
        {
            firm.Tier = rising[firm.Id];
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return rising.Count;
    }
}
