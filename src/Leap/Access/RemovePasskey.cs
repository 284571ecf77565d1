using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Forgets a person's own passkey, so that nobody signs in with it any more, and tells the person by mail.</summary>
public sealed class RemovePasskey(LeapDb db, SecurityNotices notices)
{
    public enum Refusal
    {
        /// <summary>There is none such, or it is somebody else's.</summary>
        NotYours,
    }

    /// <returns>The name that it had.</returns>
    public async Task<Outcome<string, Refusal>> RunAsync(long personId, byte[] credentialId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.UserId == personId && p.CredentialId == credentialId, cancel);
        if (passkey is null)
        {
            return Refusal.NotYours;
        }

        db.Passkeys.Remove(passkey);
        notices.Owe(await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel), SecurityNotice.PasskeyRemoved);
        await write.CommitAsync(cancel);
        return passkey.Data.Name ?? "";
    }
}
