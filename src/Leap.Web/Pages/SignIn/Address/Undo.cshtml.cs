using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn.Address;

/// <summary>Where the notice to an old address leads; the button brings it back and signs out whoever is in.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class UndoModel(UndoAddressChange undo) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Person { get; set; }

    [BindProperty(SupportsGet = true), MaxLength(100)]
    public string Secret { get; set; } = "";

    public string? Restored { get; private set; }

    public bool IsRefused { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await undo.RunAsync(Person, Secret, cancel);
        IsRefused = outcome.Refusal is not null;
        Restored = IsRefused ? null : outcome.Value;
        return Page();
    }
}
