using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Security;

/// <summary>Asks for another address to sign in with; it holds once a link that is mailed there was used.</summary>
[Confirmed]
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class AddressModel(AskAddressChange askAddressChange, Me me, Locale locale) : PageModel
{
    public sealed class Form
    {
        [Required, EmailAddress, MaxLength(MailedLink.AddressMax)]
        public string Email { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [TempData]
    public string? SentTo { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await askAddressChange.RunAsync(me.PersonId, Input.Email, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("Input.Email", locale.Refusal(refusal));
            return Page();
        }

        SentTo = outcome.Value;
        return RedirectToPage();
    }
}
