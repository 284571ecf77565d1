using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Removes what has run out: sessions that are over, links that nobody used, tries that no longer count.</summary>
public sealed class ForgetSignIns(LeapDb db, Calendar calendar)
{
    /// <returns>How many rows went.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        var (idle, forgotten) = (now - Session.Idle, now - TryLimit.Memory);
        await using var write = await db.BeginWriteAsync(cancel);
        var removed = await db.Sessions.Where(s => s.EndsAt <= now || s.SeenAt <= idle).ExecuteDeleteAsync(cancel)
            + await db.MailedLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(cancel)
            + await db.SignInTries.Where(t => t.LastAt <= forgotten).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
        return removed;
    }
}
