using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>Asks for a download that is too large to wait for; one that was asked for before is replaced.</summary>
public sealed class AskDownload(LeapDb db, Calendar calendar)
{
    public async Task RunAsync(long personId, string language, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.DataExports.Where(e => e.PersonId == personId).ExecuteDeleteAsync(cancel);
        db.DataExports.Add(new DataExport { PersonId = personId, Language = language, AskedAt = calendar.Now });
        await write.CommitAsync(cancel);
    }
}
