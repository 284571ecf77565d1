using Leap.Access;
using Leap.Locales;
using Leap.Settings;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>
/// Leads to the vendor's directory; when nobody came in by it, says why in the reader's language. Nothing where there is none.
/// </summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class DirectoryModel(DirectoryMetadata metadata, LeapSettings settings, Locale locale) : PageModel
{
    private const string Unreachable = "unreachable";

    [FromQuery]
    public string? Why { get; set; }

    public string Text { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? returnUrl, CancellationToken cancel)
    {
        if (!settings.Access.OpenId.IsOn)
        {
            return NotFound();
        }

        if (Why is null && await AnswersAsync(cancel))
        {
            return Challenge(new AuthenticationProperties { RedirectUri = LocalAddress.Of(returnUrl) }, DirectoryHandler.SchemeName);
        }

        Text = Enum.TryParse<UseDirectory.Refusal>(Why, out var refusal)
            ? locale.Refusal(refusal)
            : locale.Text(
                Why is null or Unreachable ? "directory.unreachable" : "directory.not-proved", ("name", settings.Access.OpenId.Name));
        return Page();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await metadata.ReadAsync(isFresh: false, cancel);
            return true;
        }
        catch (HttpRequestException)
        {
            Why = Unreachable;
            return false;
        }
    }
}
