using Leap.Data;
using Leap.Joining;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Pages.Firm;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Firms;

/// <summary>Invites people of a firm on the programme's behalf, its first admin above all.</summary>
[May(Permission.SeeFirms, Act = Permission.ManageFirms)]
public sealed class InvitationsModel(LeapDb db, InvitationActions actions, Programmes.Calendar calendar, Locale locale) : PageModel
{
    [FromRoute]
    public long Id { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public InviteForm Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why something was not done, in the reader's language; null when all was.</summary>
    public string? Refused { get; private set; }

    public string FirmName { get; private set; } = "";

    public IReadOnlyList<InvitationRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<FirmDomain> Domains { get; private set; } = [];

    public TimeZoneInfo Zone => calendar.Zone;

    public DateTime Now => calendar.Now;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        return await ShowAsync(isFresh: true, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Notice = await actions.InviteAsync(Input, Id, ModelState, cancel);
        return Notice is not null ? RedirectToPage() : await ShowAsync(isFresh: false, cancel);
    }

    public async Task<IActionResult> OnPostAgainAsync(long invitation, CancellationToken cancel) =>
        await AnswerAsync(await actions.SendAgainAsync(invitation, Id, cancel), cancel);

    public async Task<IActionResult> OnPostRevokeAsync(long invitation, CancellationToken cancel) =>
        await AnswerAsync(await actions.RevokeAsync(invitation, Id, cancel), cancel);

    public async Task<IActionResult> OnPostConfirmAsync(
        long domain, [FromServices] ConfirmDomain confirm, [FromServices] Me me, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await confirm.RunAsync(domain, Id, me.PersonId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await AnswerAsync(
                (null, refusal == ConfirmDomain.Refusal.NoSuchDomain ? null : locale.Refusal(refusal)), cancel);
        }

        Notice = locale.Text("domains.notice.confirmed", ("domain", outcome.Value.Domain));
        return RedirectToPage();
    }

    public string Address(int number) => Url.Page("/Manage/Firms/Invitations", new { id = Id, p = number > 1 ? number : (int?)null })!;

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
        return await ShowAsync(isFresh: true, cancel);
    }

    private async Task<IActionResult> ShowAsync(bool isFresh, CancellationToken cancel)
    {
        var firm = await db.Firms.AsNoTracking().Where(f => f.Id == Id).Select(f => new { f.Name, f.Language }).FirstOrDefaultAsync(cancel);
        if (firm is null)
        {
            return NotFound();
        }

        FirmName = firm.Name;
        if (isFresh)
        {
            Input = new() { Language = firm.Language, Personas = [Personas.Seller, Personas.FirmAdmin] };
        }

        Domains = await db.FirmDomains.AsNoTracking().Where(d => d.FirmId == Id).OrderBy(d => d.Domain).ToListAsync(cancel);
        (Rows, Total) = await InvitationRow.LoadAsync(db, Id, Number, calendar.Now, cancel);
        return Page();
    }
}
