using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Mergers;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Firms;

/// <summary>Suspends a firm or lifts it, and makes it a part of another after a look at what that moves.</summary>
[May(Permission.ManageFirms)]
public sealed class ChangeModel(LeapDb db, Me me, Locale locale) : PageModel
{
    /// <summary>The code of the firm that it would become a part of; null before one is named.</summary>
    [FromQuery]
    public string? Into { get; set; }

    /// <summary>Why something was refused, in the reader's language; null when nothing was.</summary>
    public string? Refused { get; private set; }

    public Members.Firm Firm { get; private set; } = null!;

    /// <summary>Null until a firm is named that it can become a part of.</summary>
    public Members.Firm? Target { get; private set; }

    /// <summary>What the merge would move; null as <see cref="Target"/> is.</summary>
    public MergeFirms.Extent? Extent { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, [FromServices] MergeFirms mergeFirms, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Into))
        {
            return Page();
        }

        var target = await db.FindFirmAsync(Into, cancel);
        var outcome = await mergeFirms.PreviewAsync(id, target?.Id ?? 0, cancel);
        Refused = outcome.Refusal is { } refusal ? locale.Refusal(refusal) : null;
        (Target, Extent) = outcome.Refusal is null ? (target, outcome.Value) : (null, null);
        return Page();
    }

    public async Task<IActionResult> OnPostMergeAsync(
        long id, long intoId, [FromServices] MergeFirms mergeFirms, CancellationToken cancel)
    {
        var outcome = await mergeFirms.RunAsync(id, intoId, me.PersonId, cancel);
        return outcome.Refusal is { } refusal ? await RefuseAsync(id, refusal, cancel) : RedirectTo(intoId);
    }

    public async Task<IActionResult> OnPostSuspendAsync(
        long id, SuspensionReason? reason, [FromServices] SuspendFirm suspendFirm, CancellationToken cancel)
    {
        var outcome = await suspendFirm.RunAsync(id, reason, me.PersonId, cancel);
        return outcome.Refusal is { } refusal ? await RefuseAsync(id, refusal, cancel) : RedirectTo(id);
    }

    public async Task<IActionResult> OnPostLiftAsync(long id, [FromServices] SuspendFirm suspendFirm, CancellationToken cancel)
    {
        var outcome = await suspendFirm.LiftAsync(id, me.PersonId, cancel);
        return outcome.Refusal is { } refusal ? await RefuseAsync(id, refusal, cancel) : RedirectTo(id);
    }

    private RedirectResult RedirectTo(long firmId) => Redirect(FormattableString.Invariant($"/manage/firms/{firmId}"));

    private async Task<IActionResult> RefuseAsync<TRefusal>(long id, TRefusal refusal, CancellationToken cancel)
        where TRefusal : struct, Enum
    {
        ModelState.Clear();
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        Refused = locale.Refusal(refusal);
        return Page();
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancel)
    {
        var firm = await db.Firms.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancel);
        Firm = firm ?? Firm;
        return firm is not null;
    }
}
