using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Where people worked on a day (S12), for a batch.</summary>
public sealed class Workplaces
{
    private readonly ILookup<long, Row> byPerson;

    private Workplaces(ILookup<long, Row> byPerson) => this.byPerson = byPerson;

    /// <summary>A membership with what rules ask of the firm.</summary>
    public sealed record Row(long PersonId, long FirmId, string Country, Tier Tier, Personas Personas, DateOnly FromOn, DateOnly? ToOn);

    public static async Task<Workplaces> LoadAsync(LeapDb db, IReadOnlyCollection<long> personIds, CancellationToken cancel)
    {
        var firms = db.Firms;
        var rows = await db.Memberships.AsNoTracking()
            .Where(m => personIds.Contains(m.PersonId))
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new Row(m.PersonId, f.Id, f.Country, f.Tier, m.Personas, m.FromOn, m.ToOn))
            .ToListAsync(cancel);
        return new Workplaces(rows.ToLookup(r => r.PersonId));
    }

    /// <summary>Null when the person was a member of no firm on that day.</summary>
    public Row? On(long personId, DateOnly day) =>
        byPerson[personId].FirstOrDefault(r => r.FromOn <= day && (r.ToOn is null || day <= r.ToOn));
}
