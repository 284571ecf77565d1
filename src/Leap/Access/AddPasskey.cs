using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>Keeps the public half of a key pair that a person's device has just made, and tells the person by mail.</summary>
public sealed class AddPasskey(LeapDb db, SecurityNotices notices)
{
    public const int Max = 20;
    public const int NameMax = 60;

    public enum Refusal
    {
        TooMany,
        AlreadyThere,
    }

    /// <param name="made">Attested by the framework.</param>
    /// <param name="name">What the person calls it; cut to <see cref="NameMax"/>.</param>
    public async Task<Outcome<Passkey, Refusal>> RunAsync(long personId, UserPasskeyInfo made, string name, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Passkeys.CountAsync(p => p.UserId == personId, cancel) >= Max)
        {
            return Refusal.TooMany;
        }

        if (await db.Passkeys.AnyAsync(p => p.CredentialId == made.CredentialId, cancel))
        {
            return Refusal.AlreadyThere;
        }

        var passkey = new Passkey { UserId = personId, CredentialId = made.CredentialId, Data = DataOf(made, PasskeyName.Of(name)) };
        db.Passkeys.Add(passkey);
        notices.Owe(await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel), SecurityNotice.PasskeyAdded);
        await write.CommitAsync(cancel);
        return passkey;
    }

    private static IdentityPasskeyData DataOf(UserPasskeyInfo made, string name) => new()
    {
        PublicKey = made.PublicKey,
        Name = name,
        CreatedAt = made.CreatedAt,
        SignCount = made.SignCount,
        Transports = made.Transports,
        IsUserVerified = made.IsUserVerified,
        IsBackupEligible = made.IsBackupEligible,
        IsBackedUp = made.IsBackedUp,
        AttestationObject = made.AttestationObject,
        ClientDataJson = made.ClientDataJson,
    };
}
