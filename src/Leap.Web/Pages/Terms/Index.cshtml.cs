using Leap.Data;
using Leap.Locales;
using Leap.Terms;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Terms;

/// <summary>The terms in force, for everybody to read and for participants to agree to.</summary>
public sealed class IndexModel(LeapDb db, CurrentTerms current, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    [FromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Null while the programme has none.</summary>
    public CurrentTerms.Edition? Edition { get; private set; }

    public bool HasAcceptedBefore { get; private set; }

    /// <summary>When the reader agreed to this version; null when they did not.</summary>
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>Why nothing was kept, in the reader's language; null when it was.</summary>
    public string? Refused { get; private set; }

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(int number, [FromServices] AcceptTerms accept, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!me.IsParticipant)
        {
            return NotFound();
        }

        await LoadAsync(cancel);
        var yes = new TermsYes(number, Edition?.Language ?? locale.Code, HttpContext.Connection.RemoteIpAddress?.ToString());
        var outcome = await accept.RunAsync(me.PersonId, yes, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
            return Page();
        }

        return LocalRedirect(LocalAddress.Of(ReturnUrl));
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Edition = await current.ReadAsync(locale.Code, cancel);
        if (!me.IsSignedIn || Edition is null)
        {
            return;
        }

        var own = await db.TermsAcceptances.AsNoTracking().Where(a => a.PersonId == me.PersonId && a.FirmId == null)
            .OrderByDescending(a => a.TermsNumber)
            .Select(a => new { a.TermsNumber, a.AcceptedAt })
            .FirstOrDefaultAsync(cancel);
        HasAcceptedBefore = own is not null;
        AcceptedAt = own?.TermsNumber == Edition.Number ? own.AcceptedAt : null;
    }
}
