using Leap.Access;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>
/// Where a mailed link leads. Opening it changes nothing, so that a mail program that looks ahead does not use it up; the button does.
/// </summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class LinkModel(UseSignInLink useSignInLink, Entrance entrance) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Seal { get; set; }

    public bool IsRefused { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await useSignInLink.RunAsync(Person, Secret, cancel);
        if (outcome.Refusal is not null)
        {
            IsRefused = true;
            return Page();
        }

        var returnUrl = ReturnSeal.Fits(Seal, Secret, ReturnUrl) ? ReturnUrl : null;
        return LocalRedirect(await entrance.AdmitAsync(HttpContext, outcome.Value, SignInMethod.Link, returnUrl, cancel));
    }
}
