using System.ComponentModel.DataAnnotations;
using Leap.Members;
using Leap.Members.Invitations;

namespace Leap.Web.Pages.Firm;

/// <summary>Whom to invite, as typed.</summary>
public sealed class InviteForm
{
    [Required, EmailAddress, MaxLength(256)]
    public string Address { get; set; } = "";

    [MaxLength(200)]
    public string? Name { get; set; }

    [Required]
    public string Language { get; set; } = "";

    public List<Personas> Personas { get; set; } = [];

    public NewInvitation ToInvitation(long firmId, long inviterId, string language) => new(
        firmId, Address, language, Personas.Where(Enum.IsDefined).Aggregate(Members.Personas.None, (all, one) => all | one))
    {
        Name = Name ?? "",
        InvitedById = inviterId,
    };
}
