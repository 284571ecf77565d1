using Leap.Data;
using Leap.Members;
using Leap.Members.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Firm;

/// <summary>An invitation as it stands in the firm's list.</summary>
/// <param name="AcceptedBy">The name that the person gave themselves; null before.</param>
public sealed record InvitationRow(Invitation Invitation, InvitationState State, string? AcceptedBy, string? Inviter)
{
    public const int PageSize = 50;

    /// <summary>The name that tells the person, else the address.</summary>
    public string Title => AcceptedBy ?? (Invitation.Name.Length > 0 ? Invitation.Name : Invitation.Address);

    public bool CanBeSentAgain => State is InvitationState.Open or InvitationState.Expired && Invitation.Sendings < Invitation.SendingsMax;

    public bool CanBeRevoked => State is InvitationState.Open or InvitationState.Expired;

    /// <summary>A firm's invitations, those that nobody answered first, then the newest; and how many there are.</summary>
    public static async Task<(IReadOnlyList<InvitationRow> Rows, int Total)> LoadAsync(
        LeapDb db, long firmId, int page, DateTime now, CancellationToken cancel)
    {
        var people = db.People;
        var all = db.Invitations.AsNoTracking().Where(i => i.FirmId == firmId);
        var total = await all.CountAsync(cancel);
        var rows = await all
            .OrderBy(i => i.AcceptedAt != null || i.RevokedAt != null)
            .ThenByDescending(i => i.SentAt)
            .ThenByDescending(i => i.Id)
            .Skip((Math.Clamp(page, 1, 100_000) - 1) * PageSize)
            .Take(PageSize)
            .Select(i => new
            {
                Invitation = i,
                Person = i.AcceptedAt == null ? null : people.Where(p => p.Id == i.PersonId).Select(p => p.Name).FirstOrDefault(),
                Inviter = people.Where(p => p.Id == i.InvitedById).Select(p => p.Name).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return (rows.ConvertAll(r => new InvitationRow(r.Invitation, r.Invitation.StateAt(now), r.Person, r.Inviter)), total);
    }
}
