using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Security;

/// <summary>The first password, or another one.</summary>
[Confirmed]
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class PasswordModel(SetPassword setPassword, Me me, Locale locale) : PageModel
{
    [BindProperty, MaxLength(PasswordRules.LettersMax * 4)]
    public string? Password { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public string? Fault => ModelState["Password"]?.Errors.FirstOrDefault()?.ErrorMessage;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await setPassword.RunAsync(me.PersonId, Password ?? "", me.SessionId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("Password", locale.Refusal(refusal));
            return Page();
        }

        Notice = locale["password.saved"];
        return LocalRedirect("/me/security");
    }
}
