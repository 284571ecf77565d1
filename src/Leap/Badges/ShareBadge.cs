using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Badges;

/// <summary>Lets the holder open a badge's public page to search engines, or close it again (B3, B5).</summary>
public sealed class ShareBadge(LeapDb db, Calendar calendar)
{
    public enum Refusal
    {
        NotYours,
    }

    public async Task<Outcome<Assertion, Refusal>> RunAsync(long personId, string publicId, bool isShared, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var assertion = await db.Assertions.FirstOrDefaultAsync(a => a.PublicId == publicId && a.PersonId == personId, cancel);
        if (assertion is null)
        {
            return Refusal.NotYours;
        }

        assertion.SharedAt = isShared ? assertion.SharedAt ?? calendar.Now : null;
        var isOpenElse = await db.People.Where(p => p.Id == personId).Select(p => p.AreBadgesPublic).SingleAsync(cancel);
        if (isShared && !(assertion.IsPublic ?? isOpenElse))
        {
            assertion.IsPublic = true;
        }

        await write.CommitAsync(cancel);
        return assertion;
    }
}
