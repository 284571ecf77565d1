using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Manage.Mails;

/// <summary>An example of a mail in one language as HTML, for the frames of its kind's page.</summary>
[May(Permission.SeeOperations)]
public sealed class HtmlModel(MailKinds kinds, SampleMails samples, Languages languages) : PageModel
{
    public IActionResult OnGet(string kind, string language, string? sample)
    {
        var known = kinds.All.FirstOrDefault(k => k.Name == kind);
        var chosen = known?.Samples.FirstOrDefault(s => s.Name == (sample ?? known.Samples[0].Name));
        return chosen is null || !languages.All.Any(l => l.Code == language)
            ? NotFound()
            : FramedMail.Of(Response, samples.In(chosen, language).Html);
    }
}
