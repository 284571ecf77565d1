using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Ids of people by e-mail address, for a batch; the case of letters does not matter.</summary>
public static class PeopleByAddress
{
    public static async Task<Dictionary<string, long>> LoadAsync(LeapDb db, IEnumerable<string> addresses, CancellationToken cancel)
    {
        var wanted = addresses.Select(a => a.ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToList();
        var found = await db.People.AsNoTracking().Where(p => wanted.Contains(p.NormalizedUserName!))
            .Select(p => new { p.NormalizedUserName, p.Id })
            .ToListAsync(cancel);
        return found.ToDictionary(p => p.NormalizedUserName!, p => p.Id, StringComparer.OrdinalIgnoreCase);
    }
}
