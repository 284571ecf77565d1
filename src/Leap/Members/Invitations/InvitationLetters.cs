using Leap.Data;
using Leap.Mail;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members.Invitations;

/// <summary>Stores invitations and owes their mails, any number at once, inside the caller's transaction.</summary>
public sealed class InvitationLetters(LeapDb db, Outbox outbox, Calendar calendar, LeapSettings settings)
{
    /// <summary>For addresses that have no open invitation of the firm; else the commit fails.</summary>
    public async Task<IReadOnlyList<Invitation>> InviteAsync(IReadOnlyList<NewInvitation> wanted, CancellationToken cancel)
    {
        var letters = wanted.Select(w => (Invitation: ToInvitation(w, out var secret), Secret: secret)).ToList();
        var invitations = letters.ConvertAll(l => l.Invitation);
        await db.InsertAsync(invitations, cancel);
        var firmIds = wanted.Select(w => w.FirmId).Distinct().ToList();
        var inviterIds = wanted.Select(w => w.InvitedById).OfType<long>().Distinct().ToList();
        var firms = await db.Firms.AsNoTracking().Where(f => firmIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Name, cancel);
        var inviters = await db.People.AsNoTracking().Where(p => inviterIds.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        await db.InsertAsync(letters.ConvertAll(l => Letter(l.Invitation, l.Secret, firms, inviters)), cancel);
        return invitations;
    }

    /// <summary>Mails a tracked invitation anew: with another secret, so that the old link is dead, and another term.</summary>
    public async Task SendAgainAsync(Invitation invitation, CancellationToken cancel)
    {
        var secret = Secret.New();
        invitation.SecretHash = Secret.Hash(secret);
        invitation.SentAt = calendar.Now;
        invitation.ExpiresAt = End;
        invitation.Sendings++;
        var firm = await db.Firms.AsNoTracking().Where(f => f.Id == invitation.FirmId).ToDictionaryAsync(f => f.Id, f => f.Name, cancel);
        var inviter = await db.People.AsNoTracking().Where(p => p.Id == invitation.InvitedById)
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        db.Messages.Add(Letter(invitation, secret, firm, inviter));
    }

    private DateTime End => calendar.StartOf(LastOn.AddDays(1));

    private DateOnly LastOn => calendar.Today.AddDays(settings.Joining.InvitationDays);

    private Invitation ToInvitation(NewInvitation wanted, out string secret)
    {
        secret = Secret.New();
        return new Invitation
        {
            FirmId = wanted.FirmId,
            Address = wanted.Address,
            NormalizedAddress = wanted.Address.ToUpperInvariant(),
            Name = wanted.Name,
            Language = wanted.Language,
            Personas = wanted.Personas,
            PersonId = wanted.PersonId,
            SecretHash = Secret.Hash(secret),
            InvitedById = wanted.InvitedById,
            IsAnswer = wanted.IsAnswer,
            SentAt = calendar.Now,
            ExpiresAt = End,
        };
    }

    private Message Letter(
        Invitation invitation, string secret, Dictionary<long, string> firms, Dictionary<long, string> inviters)
    {
        var mail = new InvitationMail
        {
            InvitationId = invitation.Id,
            Secret = secret,
            Name = invitation.Name,
            FirmName = firms[invitation.FirmId],
            InviterName = invitation.InvitedById is { } id ? inviters.GetValueOrDefault(id) : null,
            Programme = settings.Programme.Name,
            LastOn = LastOn,
            IsAnswer = invitation.IsAnswer,
        };
        var to = new Recipient(invitation.PersonId ?? 0, invitation.Name, invitation.Address, invitation.Language);
        return outbox.Draft(mail, to, FormattableString.Invariant($"invitation/{invitation.Id}/{invitation.Sendings}"));
    }
}
