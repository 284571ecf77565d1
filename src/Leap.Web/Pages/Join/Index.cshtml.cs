using System.ComponentModel.DataAnnotations;
using Leap.Joining;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Join;

/// <summary>Where somebody without an invitation begins; the answer is the same for every address.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class IndexModel(SendJoinLink sendJoinLink, Locale locale) : PageModel
{
    public sealed class Form
    {
        [Required, EmailAddress, MaxLength(256)]
        public string Email { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [TempData]
    public bool IsSent { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await sendJoinLink.RunAsync(Input.Email, locale.Code, cancel);
        IsSent = true;
        return RedirectToPage();
    }
}
