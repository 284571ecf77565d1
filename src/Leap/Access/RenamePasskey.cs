using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Gives a person's own passkey another name.</summary>
public sealed class RenamePasskey(LeapDb db)
{
    public enum Refusal
    {
        /// <summary>There is none such, or it is somebody else's.</summary>
        NotYours,

        NameMissing,
    }

    public async Task<Outcome<Passkey, Refusal>> RunAsync(long personId, byte[] credentialId, string name, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.UserId == personId && p.CredentialId == credentialId, cancel);
        if (passkey is null)
        {
            return Refusal.NotYours;
        }

        var line = PasskeyName.Of(name);
        if (line.Length == 0)
        {
            return Refusal.NameMissing;
        }

        passkey.Data.Name = line;
        await write.CommitAsync(cancel);
        return passkey;
    }
}
