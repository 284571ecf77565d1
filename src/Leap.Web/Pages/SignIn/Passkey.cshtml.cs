using Leap.Access;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>Takes what a passkey answered. The page itself is seen only when that proved nothing.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class PasskeyModel(PasskeyCeremony ceremony, Entrance entrance) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/sign-in");

    public async Task<IActionResult> OnPostAsync(string? credential, string? returnUrl, CancellationToken cancel) =>
        await ceremony.ProveAsync(credential, cancel) is { } person
            ? LocalRedirect(await entrance.AdmitAsync(HttpContext, person, SignInMethod.Passkey, returnUrl, cancel))
            : Page();
}
