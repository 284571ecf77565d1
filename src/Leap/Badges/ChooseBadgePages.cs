using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges;

/// <summary>
/// Opens or closes the pages of single badges (B5). A page that is closed is there for its holder alone, and no longer shared.
/// </summary>
public sealed class ChooseBadgePages(LeapDb db)
{
    /// <param name="choices">By public id; null: as the profile says. Those that are not the person's change nothing.</param>
    public async Task RunAsync(long personId, IReadOnlyDictionary<string, bool?> choices, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var isOpenElse = await db.People.Where(p => p.Id == personId).Select(p => p.AreBadgesPublic).SingleAsync(cancel);
        foreach (var assertion in await db.Assertions.Where(a => a.PersonId == personId).ToListAsync(cancel))
        {
            assertion.IsPublic = choices.TryGetValue(assertion.PublicId, out var choice) ? choice : assertion.IsPublic;
            assertion.SharedAt = assertion.IsPublic ?? isOpenElse ? assertion.SharedAt : null;
        }

        await write.CommitAsync(cancel);
    }
}
