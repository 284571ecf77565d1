using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Mail;

/// <summary>
/// Where List-Unsubscribe leads (RFC 8058). Mail programs post here without cookies and follow no redirect, so this form alone has no
/// token against forgery: the secret in its address is one. Opened in a browser it asks first.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(AccessSetup.ViewLimit)]
public sealed class StopModel(ChooseMail choose, MailSeals seals, MailKinds kinds, Locale locale) : PageModel
{
    [FromRoute]
    public string Token { get; set; } = "";

    /// <summary>Empty when the link leads nowhere.</summary>
    public string Kind { get; private set; } = "";

    public bool HasRhythm => ChoiceOf(Kind, kinds) == MailChoice.HasRhythm;

    /// <summary>What was wanted before mails of the kind were stopped; null when they were not, or the account is gone.</summary>
    public MailWish? Before { get; private set; }

    public bool IsStopped { get; private set; }

    public string DoneText => Done(Kind, kinds, locale);

    /// <summary>A sentence that says what was stopped.</summary>
    public static string Done(string kind, MailKinds kinds, Locale locale) => locale.Text(
        ChoiceOf(kind, kinds) == MailChoice.HasRhythm ? "mail.stop.rarer.done" : "mail.stop.done",
        ("kind", locale[$"operations.kind.{kind}"]),
        ("rhythm", locale[$"profile.mail.rhythm.{ChooseMail.Rarest}"]));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (await OpenAsync(cancel) is var (personId, kind) && await choose.ReadAsync(personId, cancel) is not null)
        {
            Kind = kind;
            return;
        }

        Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>200 also for somebody who is gone: no more mails come, as was asked.</summary>
    public async Task OnPostAsync(CancellationToken cancel)
    {
        if (await OpenAsync(cancel) is not var (personId, kind))
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var outcome = await choose.StopAsync(personId, kind, cancel);
        (Kind, IsStopped, Before) = (kind, true, outcome.Refusal is null ? outcome.Value : null);
    }

    private static MailChoice ChoiceOf(string kind, MailKinds kinds) =>
        kinds.Choices.FirstOrDefault(k => string.Equals(k.Name, kind, StringComparison.Ordinal))?.Choice ?? MailChoice.Always;

    /// <summary>Null also for a kind that this program no longer knows.</summary>
    private async Task<(long PersonId, string Kind)?> OpenAsync(CancellationToken cancel)
    {
        var opened = (await seals.ReadAsync(cancel)).OpenChoice(Token);
        return opened is { } found && ChoiceOf(found.Kind, kinds) != MailChoice.Always ? found : null;
    }
}
