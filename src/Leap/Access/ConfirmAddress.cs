using Leap.Data;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Takes a link of <see cref="AskAddressChange"/>: the new address is the one to sign in with, and the old one can take it back.
/// </summary>
public sealed class ConfirmAddress(LeapDb db, MailedLinks links, SecurityNotices notices, Calendar calendar)
{
    public const int UndoDays = 7;

    public enum Refusal
    {
        NotValid,
    }

    /// <returns>The new address.</returns>
    public async Task<Outcome<string, Refusal>> RunAsync(long personId, string secret, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await links.TakeAsync(personId, LinkPurpose.ConfirmAddress, secret, cancel) is not { Address: { } address })
        {
            return Refusal.NotValid;
        }

        var person = await db.People.FirstAsync(p => p.Id == personId, cancel);
        if (person.SuspendedAt is not null || await db.FindByAddressAsync(address, cancel) is not null)
        {
            return Refusal.NotValid;
        }

        var old = person.ToRecipient();
        var undo = await links.MakeAsync(person, LinkPurpose.UndoAddress, TimeSpan.FromDays(UndoDays), old.Address, cancel);
        await db.MailedLinks.Where(l => l.PersonId == personId && l.Purpose != LinkPurpose.UndoAddress).ExecuteDeleteAsync(cancel);
        person.MoveTo(address);
        await db.LiftBouncesAsync(address, personId, calendar.Now, cancel);
        notices.Owe(old, SecurityNotice.AddressChanged, $"/sign-in/address/undo?person={personId}&secret={undo}");
        await write.CommitAsync(cancel);
        return address;
    }
}
