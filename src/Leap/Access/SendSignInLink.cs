using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Access;

/// <summary>
/// Mails a link that signs a person in: valid for 15 minutes, once; a newer one replaces it. For an address that nobody has, no mail is
/// owed, and the caller can't tell; who is suspended is told so by mail.
/// </summary>
public sealed class SendSignInLink(LeapDb db, MailedLinks links, Outbox outbox, SecurityNotices notices, TryLimit limit)
{
    public const int ValidMinutes = 15;

    /// <param name="returnUrl">A path of ours to lead on to, which the caller has checked; null for the start page.</param>
    /// <returns>How many minutes to wait before asking for a further mail; 0: one may be on its way.</returns>
    public async Task<int> RunAsync(string email, string? returnUrl, CancellationToken cancel)
    {
        var turn = await limit.BeginAsync(MailAddresses.TryKey(email), network: null, cancel);
        if (!turn.IsAllowed)
        {
            return turn.WaitMinutes;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.FindByAddressAsync(email, cancel) is not { } person)
        {
            return 0;
        }

        if (person.SuspendedAt is not null)
        {
            notices.Owe(person, SecurityNotice.Suspended);
        }
        else
        {
            var secret = await links.MakeAsync(person, LinkPurpose.SignIn, TimeSpan.FromMinutes(ValidMinutes), address: null, cancel);
            outbox.Owe(
                new SignInLinkMail
                {
                    Name = person.Name,
                    PersonId = person.Id,
                    Secret = secret,
                    ReturnUrl = returnUrl is { Length: > 1 and <= ReturnSeal.AddressMax } ? returnUrl : null,
                },
                person.ToRecipient(),
                $"sign-in-link/{person.Id}/{Guid.NewGuid():N}");
        }

        await write.CommitAsync(cancel);
        return 0;
    }
}
