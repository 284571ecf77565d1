using System.ComponentModel.DataAnnotations;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Privacy;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>Erases somebody who asked a manager for it, after the cooling-off or at once.</summary>
[May(Permission.ManagePeople)]
[Confirmed]
public sealed class EraseModel(LeapDb db, Languages languages, Locale locale, Me me) : PageModel
{
    public sealed class Form
    {
        public ErasureReason? Reason { get; set; }

        public bool IsAtOnce { get; set; }

        /// <summary>The person's address, so that nobody erases another by a slip.</summary>
        [DisplayFormat(ConvertEmptyStringToNull = false)]
        public string Typed { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    public ErasurePreview Preview { get; private set; } = null!;

    public TimeZoneInfo Zone => me.Zone;

    /// <summary>What a manager can give as one.</summary>
    public static IReadOnlyList<ErasureReason> Reasons { get; } =
        [ErasureReason.AskedManager, ErasureReason.LegalRequest, ErasureReason.LeftProgramme];

    [TempData]
    public string? Notice { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        ModelState.Clear();
        return await LoadAsync(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(long id, [FromServices] AskErasure ask, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (!string.Equals(Input.Typed.Trim(), Address, StringComparison.OrdinalIgnoreCase))
        {
            ModelState.AddModelError("Input.Typed", locale["erase.confirm.wrong"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await ask.RunAsync(id, me.PersonId, Input.Reason, Input.IsAtOnce, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(refusal == AskErasure.Refusal.ReasonMissing ? "Input.Reason" : "", locale.Refusal(refusal));
            return Page();
        }

        Notice = locale["erase.noted"];
        return LocalRedirect($"/manage/people/{id}/erase");
    }

    public async Task<IActionResult> OnPostCancelAsync(long id, [FromServices] CancelErasure cancelErasure, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var outcome = await cancelErasure.RunAsync(id, me.PersonId, cancel);
        Notice = outcome.Refusal is { } refusal ? locale.Refusal(refusal) : locale["erase.cancelled"];
        return LocalRedirect($"/manage/people/{id}/erase");
    }

    public string? NameOf(string key) => key switch
    {
        "Input.Typed" => locale["erase.confirm"],
        "Input.Reason" => locale["erase.reason"],
        _ => null,
    };

    private async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == id && p.ErasedAt == null)
            .Select(p => new { p.Name, p.Email, p.Staff })
            .SingleOrDefaultAsync(cancel);
        if (person is null || (person.Staff is not null && !me.May(Permission.ManageStaff)))
        {
            return false;
        }

        (Name, Address) = (person.Name, person.Email ?? "");
        Preview = await ErasurePreview.ReadAsync(db, id, languages, cancel);
        return true;
    }
}
