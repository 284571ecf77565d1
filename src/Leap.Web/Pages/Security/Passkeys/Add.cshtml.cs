using System.Net.Mime;
using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security.Passkeys;

/// <summary>Lets the reader's device make a passkey, and keeps its public half.</summary>
[Confirmed]
public sealed class AddModel(LeapDb db, AddPasskey addPasskey, PasskeyCeremony ceremony, Me me, Locale locale) : PageModel
{
    [TempData]
    public string? Notice { get; set; }

    /// <summary>What went wrong, in the reader's language.</summary>
    public string? Fault { get; private set; }

    public string Name { get; private set; } = "";

    public void OnGet() => Name = Suggested();

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken cancel) => Content(
        await ceremony.AskForNewAsync(await db.People.AsNoTracking().FirstAsync(p => p.Id == me.PersonId, cancel)),
        MediaTypeNames.Application.Json);

    public async Task<IActionResult> OnPostAsync(string? credential, string? name, CancellationToken cancel)
    {
        Name = string.IsNullOrWhiteSpace(name) ? Suggested() : name;
        if (await ceremony.ReadNewAsync(credential, me.PersonId) is not { } made)
        {
            Fault = locale["passkeys.not-made"];
            return Page();
        }

        var outcome = await addPasskey.RunAsync(me.PersonId, made, Name, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Fault = locale.Refusal(refusal);
            return Page();
        }

        Notice = locale.Text("passkeys.added", ("name", outcome.Value.Data.Name));
        return RedirectToPage("/Security/Passkeys/Index");
    }

    private string Suggested() => Device.Of(Request.Headers.UserAgent.ToString()).System is { Length: > 0 } system
        ? system
        : locale["passkeys.one"];
}
