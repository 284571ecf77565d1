using System.Net.Mime;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>
/// What script asks the browser's passkeys, as JSON. Each view of the sign-in page asks once, so the limit is that of views.
/// </summary>
[EnableRateLimiting(AccessSetup.ViewLimit)]
public sealed class PasskeyOptionsModel(PasskeyCeremony ceremony) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/sign-in");

    public async Task<IActionResult> OnPostAsync() => Content(await ceremony.AskAsync(person: null), MediaTypeNames.Application.Json);
}
