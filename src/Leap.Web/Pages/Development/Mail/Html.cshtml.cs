using Leap.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Development.Mail;

/// <summary>A mail's HTML alone, for the frame of its page. It brings its own styles, so it has its own, narrower policy.</summary>
public sealed class HtmlModel(MailBox mailBox) : PageModel
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; object-src 'none'; sandbox; "
        + "frame-ancestors 'self'";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (await mailBox.FindAsync(id, cancel) is not { } mail)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = Policy;
        return Content(mail.Html, "text/html; charset=utf-8");
    }
}
