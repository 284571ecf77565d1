using Leap.Data;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>Takes the link to a download, once, by the person whom it is for.</summary>
public sealed class FetchDownload(LeapDb db, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        NotValid,
    }

    /// <returns>The file, which is gone from the disk when the stream is closed.</returns>
    public async Task<Outcome<FileStream, Refusal>> RunAsync(long personId, string secret, CancellationToken cancel)
    {
        var hash = WriteDownloads.Hash(secret);
        await using var write = await db.BeginWriteAsync(cancel);
        var taken = await db.DataExports
            .Where(e => e.PersonId == personId && e.SecretHash == hash && e.UntilAt >= calendar.Now)
            .ExecuteDeleteAsync(cancel);
        if (taken == 0)
        {
            return Refusal.NotValid;
        }

        await write.CommitAsync(cancel);
        var path = ExportFile.PathOf(settings, personId);
        return new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, 81_920, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }
}
