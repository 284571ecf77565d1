using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Mails a link to the address that a person wants to use from now on; nothing changes before it is used. For an address that somebody
/// else has, no mail is owed, and the caller can't tell.
/// </summary>
public sealed class AskAddressChange(LeapDb db, MailedLinks links, Outbox outbox, TryLimit limit)
{
    public const int ValidMinutes = 60;

    public enum Refusal
    {
        SameAddress,
        TooManyMails,
    }

    public async Task<Outcome<string, Refusal>> RunAsync(long personId, string address, CancellationToken cancel)
    {
        address = address.Trim();
        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        if (string.Equals(MailAddresses.Normalised(address), person.NormalizedEmail, StringComparison.Ordinal))
        {
            return Refusal.SameAddress;
        }

        if (await limit.BeginAsync($"address {personId}", network: null, cancel) is { IsAllowed: false })
        {
            return Refusal.TooManyMails;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.FindByAddressAsync(address, cancel) is null)
        {
            var secret = await links.MakeAsync(person, LinkPurpose.ConfirmAddress, TimeSpan.FromMinutes(ValidMinutes), address, cancel);
            outbox.Owe(
                new ConfirmAddressMail { Name = person.Name, PersonId = person.Id, Secret = secret },
                person.ToRecipient() with { Address = address },
                $"confirm-address/{person.Id}/{Guid.NewGuid():N}");
        }

        await write.CommitAsync(cancel);
        return address;
    }
}
