using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Keeps what a passkey said of itself when somebody signed in with it, its counter above all, and when that was.</summary>
public sealed class NotePasskeyUse(LeapDb db, Calendar calendar)
{
    public enum Refusal
    {
        /// <summary>It was removed meanwhile, or its person was suspended.</summary>
        NotValid,
    }

    /// <param name="used">Asserted by the framework.</param>
    public async Task<Outcome<Person, Refusal>> RunAsync(UserPasskeyInfo used, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.CredentialId == used.CredentialId, cancel);
        var person = passkey is null
            ? null
            : await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == passkey.UserId && p.SuspendedAt == null, cancel);
        if (passkey is null || person is null)
        {
            return Refusal.NotValid;
        }

        passkey.Data.SignCount = used.SignCount;
        passkey.Data.IsBackedUp = used.IsBackedUp;
        passkey.LastUsedAt = calendar.Now;
        await write.CommitAsync(cancel);
        return person;
    }
}
