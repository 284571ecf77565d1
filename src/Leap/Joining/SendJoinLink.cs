using Leap.Data;
using Leap.Mail;
using Leap.Members.Invitations;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>
/// Mails a link with which somebody can ask to join a firm of their address's domain; a newer one replaces it. Where no firm has that
/// domain nothing happens, and the caller can't tell.
/// </summary>
public sealed class SendJoinLink(LeapDb db, Outbox outbox, Calendar calendar, LeapSettings settings)
{
    /// <summary>Mails to one address in a day, so that nobody can be flooded.</summary>
    private const int MailsMax = 5;

    public async Task RunAsync(string typed, string language, CancellationToken cancel)
    {
        var address = typed.Trim();
        if (AddDomain.Normalised(address) is not { } domain)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        var normalised = address.ToUpperInvariant();
        var yesterday = calendar.Now.AddDays(-1);
        var recent = await db.JoinLinks.CountAsync(
            l => l.NormalizedAddress == normalised && l.ExpiresAt > yesterday.AddHours(settings.Joining.LinkHours), cancel);
        if (recent >= MailsMax || !await db.FirmDomains.AnyAsync(d => d.Domain == domain && d.ConfirmedAt != null, cancel))
        {
            return;
        }

        var now = calendar.Now;
        await db.JoinLinks.Where(l => l.NormalizedAddress == normalised && l.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancel);
        var secret = Secret.New();
        var link = new JoinLink
        {
            Address = address,
            NormalizedAddress = normalised,
            SecretHash = Secret.Hash(secret),
            ExpiresAt = now.AddHours(settings.Joining.LinkHours),
        };
        db.Add(link);
        await db.SaveChangesAsync(cancel);
        outbox.Owe(
            new JoinLinkMail
            {
                LinkId = link.Id, Secret = secret, Programme = settings.Programme.Name, Hours = settings.Joining.LinkHours,
            },
            new Recipient(0, "", address, language),
            FormattableString.Invariant($"join-link/{link.Id}"));
        await write.CommitAsync(cancel);
    }
}
