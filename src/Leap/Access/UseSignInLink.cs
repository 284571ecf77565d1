using Leap.Data;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Takes a link of <see cref="SendSignInLink"/>, once; it came, so the address no longer rests for what bounced before.</summary>
public sealed class UseSignInLink(LeapDb db, MailedLinks links, TryLimit limit, Calendar calendar)
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
        await db.LiftBouncesAsync(person.Email!, person.Id, calendar.Now, cancel);
        await limit.PassAsync(MailAddresses.TryKey(person.Email!), network: null, cancel);
        await write.CommitAsync(cancel);
        return person.SuspendedAt is null ? person : Refusal.NotValid;
    }
}
