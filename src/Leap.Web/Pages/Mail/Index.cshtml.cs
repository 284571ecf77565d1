using System.Text.Json;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Pages.Profile;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Mail;

/// <summary>
/// Which mails come, for whoever holds a mail's link: no sign-in, and nothing on it that says who it is about. What is saved holds at once
/// and can be taken back on the same page.
/// </summary>
[EnableRateLimiting(AccessSetup.ViewLimit)]
public sealed class IndexModel(ChooseMail choose, MailSeals seals, MailKinds kinds, Locale locale) : PageModel
{
    private long personId;

    [FromRoute]
    public string Token { get; set; } = "";

    /// <summary>Null when the link leads nowhere.</summary>
    public MailWish? Wish { get; private set; }

    /// <summary>Of the mail that the link stands in.</summary>
    public string Kind { get; private set; } = "";

    public IReadOnlyList<MailKind> Kinds => kinds.Choices;

    /// <summary>What was wanted before the change that <see cref="Notice"/> tells of; null when there was none.</summary>
    public MailWish? Before { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel))
        {
            Before = TempData[nameof(Before)] is string json ? JsonSerializer.Deserialize<MailWish>(json) : null;
        }
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Mail")] MailForm mail, CancellationToken cancel)
    {
        if (!await FindAsync(cancel) || !ModelState.IsValid)
        {
            return Page();
        }

        return Saved(await choose.RunAsync(personId, mail.Wanted, mail.Rhythm, cancel), locale["mail.choose.saved"]);
    }

    /// <summary>All at once: nothing that can be declined, and services as rarely as they can be.</summary>
    public async Task<IActionResult> OnPostNothingAsync(CancellationToken cancel) => await FindAsync(cancel)
        ? Saved(await choose.RunAsync(personId, [], ChooseMail.Rarest, cancel), locale["mail.choose.nothing.done"])
        : Page();

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancel) => await FindAsync(cancel)
        ? Saved(await choose.StopAsync(personId, Kind, cancel), StopModel.Done(Kind, kinds, locale))
        : Page();

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        var seal = await seals.ReadAsync(cancel);
        if (seal.OpenChoice(Token) is var (id, kind) && await choose.ReadAsync(id, cancel) is { } wish)
        {
            (personId, Kind, Wish) = (id, kind, wish);
            return true;
        }

        Response.StatusCode = StatusCodes.Status404NotFound;
        return false;
    }

    private LocalRedirectResult Saved(Data.Outcome<MailWish, ChooseMail.Refusal> outcome, string notice)
    {
        Notice = notice;
        TempData[nameof(Before)] = JsonSerializer.Serialize(outcome.Value);
        return LocalRedirect($"/mail/{Token}?language={locale.Code}");
    }
}
