using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Whether an address and a password belong together. Wrong, unknown, without a password and suspended answer alike, and each costs one
/// hashing; who is locked out is told so by mail.
/// </summary>
public sealed class CheckPassword(
    LeapDb db, IPasswordHasher<Person> hasher, NobodysPassword nobodys, TryLimit limit, SecurityNotices notices)
{
    /// <param name="network">Where from, as <see cref="TryLimit"/> counts it.</param>
    public async Task<SignInVerdict> RunAsync(string email, string password, string network, CancellationToken cancel)
    {
        var account = MailAddresses.PasswordKey(email);
        var turn = await limit.BeginAsync(account, network, cancel);
        if (!turn.IsAllowed)
        {
            return new SignInVerdict(Person: null, turn.WaitMinutes);
        }

        var person = await db.FindByAddressAsync(email, cancel);
        var (hash, typed) = (person?.PasswordHash ?? nobodys.Hash, PasswordRules.Normalised(password));
        var verified = hasher.VerifyHashedPassword(person ?? NobodysPassword.Nobody, hash, typed);
        if (verified == PasswordVerificationResult.Failed || person?.PasswordHash is null || person.SuspendedAt is not null)
        {
            await TellLockOutAsync(turn, person, cancel);
            return new SignInVerdict(Person: null, turn.WaitMinutes);
        }

        await limit.PassAsync(account, network, cancel);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(person, typed, cancel);
        }

        return new SignInVerdict(person, WaitMinutes: 0);
    }

    private async Task TellLockOutAsync(TryLimit.Turn turn, Person? person, CancellationToken cancel)
    {
        if (turn.IsFirstLock && person is not null)
        {
            await using var write = await db.BeginWriteAsync(cancel);
            notices.Owe(person, SecurityNotice.LockedOut);
            await write.CommitAsync(cancel);
        }
    }

    private async Task RehashAsync(Person person, string typed, CancellationToken cancel)
    {
        var (old, hash) = (person.PasswordHash, hasher.HashPassword(person, typed));
        await using var write = await db.BeginWriteAsync(cancel);
        await db.People.Where(p => p.Id == person.Id && p.PasswordHash == old)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.PasswordHash, hash), cancel);
        await write.CommitAsync(cancel);
    }
}
