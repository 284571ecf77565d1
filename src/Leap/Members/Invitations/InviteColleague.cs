using System.Net.Mail;
using Leap.Audit;
using Leap.Data;
using Leap.Locales;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members.Invitations;

/// <summary>
/// Invites one address to a firm. Whether it has an account in another firm makes no difference to what the inviter is told.
/// </summary>
public sealed class InviteColleague(LeapDb db, InvitationLetters letters, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NotAnAddress,
        MixedScripts,
        NameTooLong,
        PersonasMissing,
        UnknownFirm,
        AlreadyMember,
        AlreadyInvited,
    }

    public async Task<Outcome<Invitation, Refusal>> RunAsync(NewInvitation typed, CancellationToken cancel)
    {
        var wanted = typed with { Address = typed.Address.Trim(), Name = typed.Name.Trim() };
        if (RefuseShape(wanted) is { } misshapen)
        {
            return misshapen;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (!await db.Firms.AnyAsync(f => f.Id == wanted.FirmId, cancel))
        {
            return Refusal.UnknownFirm;
        }

        var address = wanted.Address.ToUpperInvariant();
        var today = calendar.Today;
        var members = db.Memberships.Where(m => m.FirmId == wanted.FirmId && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today));
        if (await db.People.AnyAsync(p => p.NormalizedUserName == address && members.Any(m => m.PersonId == p.Id), cancel))
        {
            return Refusal.AlreadyMember;
        }

        var open = db.Invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null);
        if (await open.AnyAsync(i => i.FirmId == wanted.FirmId && i.NormalizedAddress == address, cancel))
        {
            return Refusal.AlreadyInvited;
        }

        var invitation = (await letters.InviteAsync([wanted], cancel))[0];
        auditLog.Add(new AuditEntry(AuditAction.InvitationSent, AuditObject.Firm, wanted.FirmId)
        {
            ActorId = wanted.InvitedById,
            After = [(AuditField.Invitation, invitation.Id), (AuditField.Personas, wanted.Personas.ToString())],
        });
        await write.CommitAsync(cancel);
        return invitation;
    }

    private static Refusal? RefuseShape(NewInvitation wanted) => wanted switch
    {
        { Address.Length: 0 or > 256 } => Refusal.NotAnAddress,
        _ when !IsAddress(wanted.Address) => Refusal.NotAnAddress,
        _ when Scripts.AreMixed(wanted.Address) => Refusal.MixedScripts,
        { Name.Length: > 200 } => Refusal.NameTooLong,
        { Personas: Personas.None } => Refusal.PersonasMissing,
        _ => null,
    };

    private static bool IsAddress(string typed) =>
        MailAddress.TryCreate(typed, out var address)
        && string.Equals(address.Address, typed, StringComparison.Ordinal)
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !typed.Any(char.IsControl);
}
