using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Signs a person out on one device or on all: whatever still shows the cookie is refused at its next request.</summary>
public sealed class EndSessions(LeapDb db)
{
    /// <param name="sessionId">Null: all of them. One of somebody else is left alone.</param>
    public async Task RunAsync(long personId, long? sessionId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.Sessions.Where(s => s.PersonId == personId && (sessionId == null || s.Id == sessionId)).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
