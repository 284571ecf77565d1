using System.Globalization;
using Leap.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>Takes a link of <see cref="SendSignInLink"/>, once.</summary>
public sealed class UseSignInLink(LeapDb db, Programmes.Calendar calendar)
{
    public enum Refusal
    {
        NotValid,
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, string secret, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var tokens = db.Set<IdentityUserToken<long>>();
        var token = await tokens.FirstOrDefaultAsync(
            t => t.UserId == personId && t.LoginProvider == SendSignInLink.Provider && t.Name == SendSignInLink.TokenName, cancel);
        if (token?.Value?.Split(' ') is not [var hash, var until]
            || !string.Equals(hash, SendSignInLink.Hash(secret), StringComparison.Ordinal)
            || DateTime.Parse(until, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) < calendar.Now)
        {
            return Refusal.NotValid;
        }

        tokens.Remove(token);
        var person = await db.People.FirstOrDefaultAsync(p => p.Id == personId && p.SuspendedAt == null, cancel);
        await write.CommitAsync(cancel);
        return person is null ? Refusal.NotValid : person;
    }
}
