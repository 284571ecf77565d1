using Leap.Locales;
using Leap.Members.Invitations;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Leap.Web.Pages.Firm;

/// <summary>What can be done about invitations, for the firm's own page and the programme's.</summary>
public sealed class InvitationActions(
    InviteColleague invite, SendInvitationAgain sendAgain, RevokeInvitation revoke, Languages languages, Me me, Locale locale)
{
    /// <summary>What was done, in the reader's language; null when the form says what is wrong with it.</summary>
    public async Task<string?> InviteAsync(InviteForm form, long firmId, ModelStateDictionary faults, CancellationToken cancel)
    {
        if (!faults.IsValid)
        {
            return null;
        }

        var wanted = form.ToInvitation(firmId, me.PersonId, languages.For(form.Language).Code);
        var outcome = await invite.RunAsync(wanted, cancel);
        if (outcome.Refusal is not { } refusal)
        {
            return locale.Text("invitations.notice.sent", ("address", outcome.Value.Address));
        }

        faults.AddModelError(FieldOf(refusal), locale.Refusal(refusal));
        return null;
    }

    /// <returns>What was done, or why not; null when there is no such invitation.</returns>
    public async Task<(string? Done, string? Refused)> SendAgainAsync(long id, long firmId, CancellationToken cancel)
    {
        var outcome = await sendAgain.RunAsync(id, firmId, me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => (locale.Text("invitations.notice.again", ("address", outcome.Value.Address)), null),
            SendInvitationAgain.Refusal.NoSuchInvitation => (null, null),
            { } refusal => (null, locale.Refusal(refusal)),
        };
    }

    /// <inheritdoc cref="SendAgainAsync"/>
    public async Task<(string? Done, string? Refused)> RevokeAsync(long id, long firmId, CancellationToken cancel)
    {
        var outcome = await revoke.RunAsync(id, firmId, me.PersonId, cancel);
        return outcome.Refusal switch
        {
            null => (locale.Text("invitations.notice.revoked", ("address", outcome.Value.Address)), null),
            RevokeInvitation.Refusal.NoSuchInvitation => (null, null),
            { } refusal => (null, locale.Refusal(refusal)),
        };
    }

    /// <summary>What the reader knows a field of the form by.</summary>
    public static string? NameOf(string key, Locale locale) => key switch
    {
        "Input.Address" => locale["invitations.address"],
        "Input.Name" => locale["invitations.name"],
        "Input.Personas" => locale["invitations.personas"],
        _ => null,
    };

    private static string FieldOf(InviteColleague.Refusal refusal) => refusal switch
    {
        InviteColleague.Refusal.NameTooLong => "Input.Name",
        InviteColleague.Refusal.PersonasMissing => "Input.Personas",
        InviteColleague.Refusal.UnknownFirm => "",
        _ => "Input.Address",
    };
}
