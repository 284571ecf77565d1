using System.Buffers.Text;
using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security.Passkeys;

/// <summary>One of the reader's passkeys, to rename or to remove. Somebody else's does not exist.</summary>
[Confirmed]
public sealed class PasskeyModel(
    LeapDb db, RenamePasskey renamePasskey, RemovePasskey removePasskey, Me me, Locale locale) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [TempData]
    public string? Notice { get; set; }

    /// <summary>What is wrong with the name, in the reader's language.</summary>
    public string? Fault { get; private set; }

    public string Name { get; private set; } = "";

    private byte[] CredentialId => Base64Url.IsValid(Id) ? Base64Url.DecodeFromChars(Id) : [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var id = CredentialId;
        var passkey = await db.Passkeys.AsNoTracking().FirstOrDefaultAsync(p => p.UserId == me.PersonId && p.CredentialId == id, cancel);
        if (passkey is null)
        {
            return NotFound();
        }

        Name = passkey.Data.Name ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostRenameAsync(string? name, CancellationToken cancel)
    {
        var outcome = await renamePasskey.RunAsync(me.PersonId, CredentialId, name ?? "", cancel);
        if (outcome.Refusal == RenamePasskey.Refusal.NameMissing)
        {
            Fault = locale.Refusal(RenamePasskey.Refusal.NameMissing);
            return await OnGetAsync(cancel);
        }

        if (outcome.Refusal is not null)
        {
            return NotFound();
        }

        Notice = locale.Text("passkeys.renamed", ("name", outcome.Value.Data.Name));
        return RedirectToPage("/Security/Passkeys/Index");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        var outcome = await removePasskey.RunAsync(me.PersonId, CredentialId, cancel);
        if (outcome.Refusal is not null)
        {
            return NotFound();
        }

        Notice = locale.Text("passkeys.removed", ("name", outcome.Value));
        return RedirectToPage("/Security/Passkeys/Index");
    }
}
