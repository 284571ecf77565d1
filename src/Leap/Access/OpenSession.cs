using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Begins a session for someone who has proved all that is asked of them.</summary>
public sealed class OpenSession(LeapDb db, Calendar calendar)
{
    public async Task<Session> RunAsync(NewSession wanted, CancellationToken cancel)
    {
        var now = calendar.Now;
        var session = new Session
        {
            PersonId = wanted.PersonId,
            Method = wanted.Method,
            IsFull = wanted.IsFull,
            Browser = wanted.Browser,
            System = wanted.System,
            CreatedAt = now,
            SeenAt = now,
            ConfirmedAt = now,
            EndsAt = now + (wanted.IsStaff ? Session.LongestOfStaff : Session.Longest),
        };
        await using var write = await db.BeginWriteAsync(cancel);
        if (wanted.ReplacesId is { } replaced)
        {
            await db.Sessions.Where(s => s.Id == replaced).ExecuteDeleteAsync(cancel);
        }

        db.Sessions.Add(session);
        await write.CommitAsync(cancel);
        return session;
    }
}

/// <param name="IsFull">See <see cref="Session.IsFull"/>.</param>
public sealed record NewSession(long PersonId, SignInMethod Method, bool IsFull)
{
    public bool IsStaff { get; init; }

    public string Browser { get; init; } = "";

    public string System { get; init; } = "";

    /// <summary>The session that the same browser had until now.</summary>
    public long? ReplacesId { get; init; }
}
