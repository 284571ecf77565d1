using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Firm;

/// <summary>Invites colleagues one by one, and shows what became of the invitations.</summary>
[May(Permission.ManageMembers)]
public sealed class InvitationsModel(LeapDb db, InvitationActions actions, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public InviteForm Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why something was not done, in the reader's language; null when all was.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<InvitationRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public TimeZoneInfo Zone => calendar.Zone;

    public DateTime Now => calendar.Now;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Input = new() { Language = locale.Code, Personas = [Personas.Seller] };
        await LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Notice = await actions.InviteAsync(Input, me.FirmId, ModelState, cancel);
        if (Notice is not null)
        {
            return RedirectToPage();
        }

        await LoadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(long invitation, CancellationToken cancel) =>
        await AnswerAsync(await actions.SendAgainAsync(invitation, me.FirmId, cancel), cancel);

    public async Task<IActionResult> OnPostRevokeAsync(long invitation, CancellationToken cancel) =>
        await AnswerAsync(await actions.RevokeAsync(invitation, me.FirmId, cancel), cancel);

    public string Address(int number) => Url.Page("/Firm/Invitations", new { p = number > 1 ? number : (int?)null })!;

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => InvitationActions.NameOf(key, locale);

    private async Task<IActionResult> AnswerAsync((string? Done, string? Refused) answer, CancellationToken cancel)
    {
        ModelState.Clear();
        if (answer is (null, null))
        {
            return NotFound();
        }

        if (answer.Done is { } done)
        {
            Notice = done;
            return RedirectToPage();
        }

        Refused = answer.Refused;
        Input = new() { Language = locale.Code, Personas = [Personas.Seller] };
        await LoadAsync(cancel);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel) =>
        (Rows, Total) = await InvitationRow.LoadAsync(db, me.FirmId, Number, calendar.Now, cancel);
}
