using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Notes that a session is alive, or that its person has just proved again who they are.</summary>
public sealed class KeepSession(LeapDb db, Calendar calendar)
{
    public async Task RunAsync(long sessionId, bool isConfirmed, CancellationToken cancel)
    {
        var now = calendar.Now;
        await using var write = await db.BeginWriteAsync(cancel);
        var sessions = db.Sessions.Where(s => s.Id == sessionId);
        if (isConfirmed)
        {
            await sessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, now).SetProperty(x => x.SeenAt, now), cancel);
        }
        else
        {
            await sessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), cancel);
        }

        await write.CommitAsync(cancel);
    }
}
