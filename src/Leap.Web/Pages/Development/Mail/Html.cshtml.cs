using Leap.Mail;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Development.Mail;

/// <summary>A mail's HTML, for the frame of its page.</summary>
public sealed class HtmlModel(MailBox mailBox) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) =>
        await mailBox.FindAsync(id, cancel) is { } mail ? FramedMail.Of(Response, mail.Html) : NotFound();
}
