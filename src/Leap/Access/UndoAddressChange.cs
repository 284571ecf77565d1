using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Brings back the address from before a change. Who changed it may know the password too, so that goes, with every session and every
/// link that is still out: the person chooses a new one by a mail to the address that is theirs again. Passkeys go too, for one may be
/// theirs who changed it; but never those without which staff would owe nothing beyond that mail.
/// </summary>
public sealed class UndoAddressChange(LeapDb db, MailedLinks links, SecurityNotices notices)
{
    public enum Refusal
    {
        NotValid,
    }

    /// <returns>The address that holds again.</returns>
    public async Task<Outcome<string, Refusal>> RunAsync(long personId, string secret, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await links.TakeAsync(personId, LinkPurpose.UndoAddress, secret, cancel) is not { Address: { } address } taken)
        {
            return Refusal.NotValid;
        }

        var owner = await db.FindByAddressAsync(address, cancel);
        if (owner is not null && owner.Id != personId)
        {
            return Refusal.NotValid;
        }

        var person = await db.People.FirstAsync(p => p.Id == personId, cancel);
        person.MoveTo(address);
        person.PasswordHash = null;
        if (person.Staff is null || person.TwoFactorEnabled)
        {
            await RemovePasskeysAsync(person, cancel);
        }

        await db.Sessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync(cancel);
        await db.MailedLinks
            .Where(l => l.PersonId == personId && (l.Purpose != LinkPurpose.UndoAddress || l.Id > taken.Id))
            .ExecuteDeleteAsync(cancel);
        notices.Owe(person, SecurityNotice.AddressRestored);
        await write.CommitAsync(cancel);
        return address;
    }

    private async Task RemovePasskeysAsync(Person person, CancellationToken cancel)
    {
        if (await db.Passkeys.Where(p => p.UserId == person.Id).ExecuteDeleteAsync(cancel) > 0)
        {
            notices.Owe(person, SecurityNotice.PasskeyRemoved);
        }
    }
}
