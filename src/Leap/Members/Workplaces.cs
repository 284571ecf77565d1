using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Where people worked on a day (S12), for a batch.</summary>
public sealed class Workplaces
{
    private readonly ILookup<long, Row> byPerson;
    private readonly ILookup<long, TierChange> tiers;

    private Workplaces(ILookup<long, Row> byPerson, ILookup<long, TierChange> tiers) => (this.byPerson, this.tiers) = (byPerson, tiers);

    /// <summary>A membership with what rules ask of the firm, its tier on the day that was asked for (P2).</summary>
    public sealed record Row(long PersonId, long FirmId, string Country, Tier Tier, Personas Personas, DateOnly FromOn, DateOnly? ToOn)
    {
        /// <summary>Its people can't report sales.</summary>
        public bool IsSuspended { get; init; }
    }

    public static async Task<Workplaces> LoadAsync(LeapDb db, IReadOnlyCollection<long> personIds, CancellationToken cancel)
    {
        var firms = db.Firms;
        var rows = await db.Memberships.AsNoTracking()
            .Where(m => personIds.Contains(m.PersonId))
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new Row(m.PersonId, f.Id, f.Country, f.Tier, m.Personas, m.FromOn, m.ToOn)
            {
                IsSuspended = f.SuspendedAt != null,
            })
            .ToListAsync(cancel);
        var firmIds = rows.Select(r => r.FirmId).Distinct().ToList();
        var changes = await db.TierChanges.AsNoTracking()
            .Where(c => firmIds.Contains(c.FirmId))
            .OrderBy(c => c.FromOn).ThenBy(c => c.Id)
            .ToListAsync(cancel);
        return new Workplaces(rows.ToLookup(r => r.PersonId), changes.ToLookup(c => c.FirmId));
    }

    /// <summary>Null when the person was a member of no firm on that day.</summary>
    public Row? On(long personId, DateOnly day) =>
        byPerson[personId].FirstOrDefault(r => r.FromOn <= day && (r.ToOn is null || day <= r.ToOn)) is { } row
            ? row with { Tier = TierChange.On(tiers[row.FirmId], day, row.Tier) }
            : null;
}
