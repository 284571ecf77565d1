using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.Manage.Mails;

/// <summary>An example of one kind of mail in every language beside each other, and what a language lacks.</summary>
[May(Permission.SeeOperations)]
[FramesOwnPages]
public sealed class KindModel(MailKinds kinds, SampleMails samples, Locale locale) : PageModel
{
    public static IReadOnlyList<string> Forms { get; } = ["html", "text"];

    public MailKind Known { get; private set; } = null!;

    public MailSample Chosen { get; private set; } = null!;

    public string Form { get; private set; } = Forms[0];

    /// <summary>The kind's examples, each by its subject in the reader's language.</summary>
    public IReadOnlyList<(MailSample Sample, string Subject)> Examples { get; private set; } = [];

    public IReadOnlyList<SampleMails.Look> Looks { get; private set; } = [];

    public IActionResult OnGet(string kind, string? sample, string? form)
    {
        var known = kinds.All.FirstOrDefault(k => k.Name == kind);
        var chosen = known?.Samples.FirstOrDefault(s => s.Name == (sample ?? known.Samples[0].Name));
        if (known is null || chosen is null || !Forms.Contains(form ?? Forms[0], StringComparer.Ordinal))
        {
            return NotFound();
        }

        (Known, Chosen, Form) = (known, chosen, form ?? Forms[0]);
        Examples = [.. known.Samples.Select(s => (s, Isolated.Strip(samples.In(s, locale.Code).Document.Subject)))];
        Looks = samples.InAll(chosen);
        return Page();
    }
}
