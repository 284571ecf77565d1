using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>
/// Where the link of a password mail leads: the person chooses a password, and then still owes the second factor, if they have one.
/// </summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class PasswordModel(SetPassword setPassword, Entrance entrance, Locale locale) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Person { get; set; }

    [BindProperty(SupportsGet = true), MaxLength(100)]
    public string Secret { get; set; } = "";

    [BindProperty, MaxLength(PasswordRules.LettersMax * 4)]
    public string? Password { get; set; }

    public bool IsRefused { get; private set; }

    public string? Fault => ModelState["Password"]?.Errors.FirstOrDefault()?.ErrorMessage;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await setPassword.RunAsync(Person, Password ?? "", Secret, cancel);
        if (outcome.Refusal is { } refusal)
        {
            IsRefused = refusal == SetPassword.Refusal.NotValid;
            ModelState.AddModelError("Password", locale.Refusal(refusal));
            return Page();
        }

        return LocalRedirect(await entrance.AdmitAsync(HttpContext, outcome.Value, SignInMethod.Link, returnUrl: null, cancel));
    }
}
