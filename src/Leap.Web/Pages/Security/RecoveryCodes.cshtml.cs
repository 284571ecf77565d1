using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security;

/// <summary>How many recovery codes are left, and ten new ones, shown once.</summary>
[Confirmed]
[EnableRateLimiting(AccessSetup.SignInLimit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RecoveryCodesModel(LeapDb db, MakeRecoveryCodes makeRecoveryCodes, Me me, Locale locale) : PageModel
{
    public int Left { get; private set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) =>
        Left = await db.RecoveryCodes.CountAsync(c => c.PersonId == me.PersonId, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await makeRecoveryCodes.RunAsync(me.PersonId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
        }
        else
        {
            Codes = outcome.Value;
        }

        return Page();
    }
}
