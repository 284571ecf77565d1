using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Privacy;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Profile;

/// <summary>What goes and what stays when the reader is erased, and the wish for it or its end.</summary>
[Confirmed]
public sealed class EraseModel(LeapDb db, Languages languages, Locale locale, Me me) : PageModel
{
    public ErasurePreview Preview { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public TimeZoneInfo Zone => me.Zone;

    [TempData]
    public string? Notice { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    /// <param name="typed">The person's own address, so that nobody does it by a slip.</param>
    public async Task<IActionResult> OnPostAsync(string? typed, [FromServices] AskErasure ask, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (!string.Equals(typed?.Trim(), Address, StringComparison.OrdinalIgnoreCase))
        {
            ModelState.AddModelError("typed", locale["erase.confirm.wrong"]);
            return Page();
        }

        var outcome = await ask.RunAsync(me.PersonId, me.PersonId, reason: null, isAtOnce: false, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("", locale.Refusal(refusal));
            return Page();
        }

        return LocalRedirect("/me/data/erase");
    }

    public async Task<IActionResult> OnPostCancelAsync([FromServices] CancelErasure cancelErasure, CancellationToken cancel)
    {
        var outcome = await cancelErasure.RunAsync(me.PersonId, me.PersonId, cancel);
        Notice = outcome.Refusal is { } refusal ? locale.Refusal(refusal) : locale["erase.cancelled"];
        return LocalRedirect("/me/data/erase");
    }

    public string? NameOf(string key) => key == "typed" ? locale["erase.confirm"] : null;

    private async Task LoadAsync(CancellationToken cancel)
    {
        Preview = await ErasurePreview.ReadAsync(db, me.PersonId, languages, cancel);
        Address = await db.People.AsNoTracking().Where(p => p.Id == me.PersonId).Select(p => p.Email).SingleAsync(cancel) ?? "";
    }
}
