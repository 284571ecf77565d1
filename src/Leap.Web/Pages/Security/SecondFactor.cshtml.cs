using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security;

/// <summary>Codes of an authenticator app: on, with recovery codes that are shown once, and off.</summary>
[Confirmed]
[EnableRateLimiting(AccessSetup.SignInLimit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SecondFactorModel(LeapDb db, SecondFactorKeys keys, LeapSettings settings, Me me, Locale locale) : PageModel
{
    [BindProperty]
    public AuthenticatorForm Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Null when a second factor is on already.</summary>
    public Authenticator? Authenticator { get; private set; }

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await LoadAsync(offer: null, cancel);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] TurnOnSecondFactor turnOn, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await LoadAsync(Input.Offer, cancel);
            return Page();
        }

        var outcome = await turnOn.RunAsync(me.PersonId, Input.Offer, Input.Code, me.SessionId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("Input.Code", locale.Refusal(refusal));
            await LoadAsync(Input.Offer, cancel);
            return Page();
        }

        Codes = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostTurnOffAsync([FromServices] TurnOffSecondFactor turnOff, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await turnOff.RunAsync(me.PersonId, me.SessionId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
            await LoadAsync(offer: null, cancel);
            return Page();
        }

        Notice = locale["second-factor.turned-off"];
        return LocalRedirect("/me/security");
    }

    private async Task LoadAsync(string? offer, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().FirstAsync(p => p.Id == me.PersonId, cancel);
        Authenticator = person.TwoFactorEnabled ? null : Authenticator.Again(offer ?? "", person, keys, settings);
    }
}
