using Leap.Locales;
using Leap.Privacy;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Profile;

/// <summary>Where the mailed link leads. To open it changes nothing: mail programs open links too. The button takes the file.</summary>
[Confirmed]
public sealed class FileModel(FetchDownload fetchDownload, Locale locale, Me me) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    public IActionResult OnGet() => ModelState.IsValid ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await fetchDownload.RunAsync(me.PersonId, Secret, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError("", locale.Refusal(refusal));
            return Page();
        }

        Response.Headers.CacheControl = "no-store";
        return File(outcome.Value, "application/zip", "leap-data.zip");
    }
}
