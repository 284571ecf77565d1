using Leap.Joining;
using Leap.Locales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Join;

/// <summary>Where the mailed link of <see cref="IndexModel"/> leads: name, firm, and the request is with the firm's admin.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class AskModel(AskToJoin ask, Locale locale) : PageModel
{
    public sealed class Form
    {
        public string? Name { get; set; }

        public List<long> Firms { get; set; } = [];
    }

    [FromRoute]
    public long Id { get; set; }

    [BindProperty(Name = "secret", SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Firms that were asked just now.</summary>
    [TempData]
    public int Asked { get; set; }

    /// <summary>Why the link opens nothing; null when it does.</summary>
    public AskToJoin.Refusal? Refusal { get; private set; }

    public AskToJoin.Offer Offer { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (Asked == 0)
        {
            await LookAsync(cancel);
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel))
        {
            return Page();
        }

        var outcome = await ask.RunAsync(Id, Secret, (Input.Name ?? "", locale.Code, Input.Firms), cancel);
        switch (outcome.Refusal)
        {
            case null:
                Asked = outcome.Value;
                return RedirectToPage(new { id = Id });
            case AskToJoin.Refusal.NameMissing or AskToJoin.Refusal.NameTooLong:
                ModelState.AddModelError("Input.Name", locale.Refusal(outcome.Refusal.Value));
                break;
            case AskToJoin.Refusal.NoFirm:
                ModelState.AddModelError("Input.Firms", locale.Refusal(outcome.Refusal.Value));
                break;
            default:
                Refusal = outcome.Refusal;
                break;
        }

        return Page();
    }

    /// <summary>False when the link opens nothing.</summary>
    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var outcome = await ask.LookAsync(Id, Secret, cancel);
        Refusal = outcome.Refusal;
        if (Refusal is null)
        {
            Offer = outcome.Value;
        }

        return Refusal is null;
    }
}
