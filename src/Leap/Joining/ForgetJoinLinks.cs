using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>Removes links to join whose time is over, and with them the addresses of those who never joined.</summary>
public sealed class ForgetJoinLinks(LeapDb db, Calendar calendar)
{
    /// <returns>How many rows went.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        await using var write = await db.BeginWriteAsync(cancel);
        var removed = await db.JoinLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
        return removed;
    }
}
