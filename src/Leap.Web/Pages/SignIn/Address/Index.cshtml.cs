using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn.Address;

/// <summary>Where the mail to a new address leads; the button makes it the one to sign in with.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class IndexModel(ConfirmAddress confirmAddress) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Person { get; set; }

    [BindProperty(SupportsGet = true), MaxLength(100)]
    public string Secret { get; set; } = "";

    public string? Confirmed { get; private set; }

    public bool IsRefused { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await confirmAddress.RunAsync(Person, Secret, cancel);
        IsRefused = outcome.Refusal is not null;
        Confirmed = IsRefused ? null : outcome.Value;
        return Page();
    }
}
