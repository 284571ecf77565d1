using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Takes a link of <see cref="SendSignInLink"/>, once.</summary>
public sealed class UseSignInLink(LeapDb db, MailedLinks links, TryLimit limit)
{
    public enum Refusal
    {
        NotValid,
    }

    public async Task<Outcome<Person, Refusal>> RunAsync(long personId, string secret, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await links.TakeAsync(personId, LinkPurpose.SignIn, secret, cancel) is null)
        {
            return Refusal.NotValid;
        }

        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        await limit.PassAsync(MailAddresses.TryKey(person.Email!), network: null, cancel);
        await write.CommitAsync(cancel);
        return person.SuspendedAt is null ? person : Refusal.NotValid;
    }
}
