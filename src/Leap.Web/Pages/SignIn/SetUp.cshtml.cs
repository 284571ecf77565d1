using Leap.Access;
using Leap.Locales;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>Who works for the programme sets up a second factor here before anything else opens.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SetUpModel(
    Entrance entrance, TurnOnSecondFactor turnOn, SecondFactorKeys keys, LeapSettings settings, Locale locale) : PageModel
{
    [BindProperty]
    public AuthenticatorForm Input { get; set; } = new();

    public Authenticator Authenticator { get; private set; } = null!;

    /// <summary>The recovery codes once all is done; empty before.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>Where the way goes on from here.</summary>
    public string Onwards { get; private set; } = "/";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (await entrance.FindStepAsync(HttpContext, cancel) is not { Owes: Entrance.Owed.SetUp } step)
        {
            return LocalRedirect("/sign-in");
        }

        Authenticator = Authenticator.Of(keys.Offer(step.Person.Id), step.Person, keys, settings);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await entrance.FindStepAsync(HttpContext, cancel) is not { Owes: Entrance.Owed.SetUp } step)
        {
            return LocalRedirect("/sign-in");
        }

        if (ModelState.IsValid)
        {
            var outcome = await turnOn.RunAsync(step.Person.Id, Input.Offer, Input.Code, keptSessionId: null, cancel);
            if (outcome.Refusal is null)
            {
                Onwards = await entrance.FinishAsync(HttpContext, step, cancel);
                Codes = outcome.Value;
                return Page();
            }

            ModelState.AddModelError("Input.Code", locale.Refusal(outcome.Refusal.Value));
        }

        Authenticator = Authenticator.Again(Input.Offer, step.Person, keys, settings);
        return Page();
    }
}
