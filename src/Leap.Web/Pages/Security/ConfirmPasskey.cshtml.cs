using System.Net.Mime;
using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security;

/// <summary>
/// Who is signed in proves by a passkey of their own once more who they are. The page itself is seen only when that proved nothing.
/// </summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class ConfirmPasskeyModel(LeapDb db, PasskeyCeremony ceremony, KeepSession keepSession, Me me) : PageModel
{
    [FromQuery]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => RedirectToPage("/Security/Confirm", new { ReturnUrl });

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken cancel) => Content(
        await ceremony.AskAsync(await db.People.AsNoTracking().FirstAsync(p => p.Id == me.PersonId, cancel)),
        MediaTypeNames.Application.Json);

    public async Task<IActionResult> OnPostAsync(string? credential, CancellationToken cancel)
    {
        if ((await ceremony.ProveAsync(credential, cancel))?.Id != me.PersonId)
        {
            return Page();
        }

        await keepSession.RunAsync(me.SessionId, isConfirmed: true, cancel);
        return LocalRedirect(LocalAddress.Of(ReturnUrl));
    }
}
