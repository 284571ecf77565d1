using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Terms;

/// <summary>Throws the draft away; without one nothing happens.</summary>
public sealed class DiscardTerms(LeapDb db)
{
    public async Task RunAsync(int number, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.TermsVersions.Where(v => v.Number == number && v.PublishedAt == null).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
