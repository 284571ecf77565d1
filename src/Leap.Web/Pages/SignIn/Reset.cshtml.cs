using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>Mails a link to choose a password. Nothing here tells whether the address is enrolled.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class ResetModel(SendPasswordLink sendPasswordLink) : PageModel
{
    public sealed class Form
    {
        [Required, EmailAddress, MaxLength(MailedLink.AddressMax)]
        public string Email { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>For how many minutes the link works that was asked for; 0: none was.</summary>
    [TempData]
    public int SentMinutes { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await sendPasswordLink.RunAsync(Input.Email, cancel) is > 0 and var wait)
        {
            return this.Refused("Input.Email", wait, "sign-in.wrong");
        }

        SentMinutes = SendPasswordLink.ValidMinutes;
        return RedirectToPage();
    }
}
