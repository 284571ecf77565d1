using Leap.Data;
using Leap.Mail;
using Leap.Members;

namespace Leap.Access;

/// <summary>
/// Mails a link to choose a password, the first or a new one: valid for 30 minutes, once; a newer one replaces it. It answers as
/// <see cref="SendSignInLink"/> does, whoever asks.
/// </summary>
public sealed class SendPasswordLink(LeapDb db, MailedLinks links, Outbox outbox, SecurityNotices notices, TryLimit limit)
{
    public const int ValidMinutes = 30;

    /// <returns>How many minutes to wait before asking for a further mail; 0: one may be on its way.</returns>
    public async Task<int> RunAsync(string email, CancellationToken cancel)
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
            var valid = TimeSpan.FromMinutes(ValidMinutes);
            var secret = await links.MakeAsync(person, LinkPurpose.ResetPassword, valid, address: null, cancel);
            outbox.Owe(
                new PasswordLinkMail { Name = person.Name, PersonId = person.Id, Secret = secret },
                person.ToRecipient(),
                $"password-link/{person.Id}/{Guid.NewGuid():N}");
        }

        await write.CommitAsync(cancel);
        return 0;
    }
}
