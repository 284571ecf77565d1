using Leap.Data;
using Leap.Joining;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Firm;

/// <summary>Who wants to join the firm, and the mail domains by which one can.</summary>
[May(Permission.ManageMembers)]
public sealed class RequestsModel(LeapDb db, DecideJoinRequest decide, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    private const int DecidedMax = 25;
    private const int OpenMax = 100;

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why something was not done, in the reader's language; null when all was.</summary>
    public string? Refused { get; private set; }

    /// <summary>A domain that was not taken, as typed; empty otherwise.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Why it was not; null otherwise.</summary>
    public string? TypedFault { get; private set; }

    public IReadOnlyList<JoinRequest> Open { get; private set; } = [];

    public IReadOnlyList<JoinRequest> Decided { get; private set; } = [];

    public IReadOnlyList<FirmDomain> Domains { get; private set; } = [];

    public TimeZoneInfo Zone => calendar.Zone;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostAcceptAsync(long request, List<Personas> personas, CancellationToken cancel) => DecideAsync(
        new(request, me.FirmId, me.PersonId)
        {
            IsYes = true, Personas = personas.Where(Enum.IsDefined).Aggregate(Personas.None, (all, one) => all | one),
        },
        cancel);

    public Task<IActionResult> OnPostDeclineAsync(long request, DeclineReason? reason, CancellationToken cancel) =>
        DecideAsync(new(request, me.FirmId, me.PersonId) { Reason = reason }, cancel);

    public async Task<IActionResult> OnPostAddAsync(string? typed, [FromServices] AddDomain add, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await add.RunAsync(me.FirmId, typed ?? "", me.PersonId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            (Typed, TypedFault) = (typed ?? "", locale.Refusal(refusal));
            await LoadAsync(cancel);
            return Page();
        }

        Notice = locale.Text("domains.notice.added", ("domain", outcome.Value.Domain));
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRemoveAsync(long domain, [FromServices] RemoveDomain remove, CancellationToken cancel) =>
        await remove.RunAsync(domain, me.FirmId, me.PersonId, cancel) ? RedirectToPage() : NotFound();

    private async Task<IActionResult> DecideAsync(DecideJoinRequest.Decision decision, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await decide.RunAsync(decision, cancel);
        if (outcome.Refusal == DecideJoinRequest.Refusal.NoSuchRequest)
        {
            return NotFound();
        }

        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
            await LoadAsync(cancel);
            return Page();
        }

        Notice = locale.Text(
            decision.IsYes ? "requests.notice.accepted" : "requests.notice.declined", ("name", outcome.Value.Name));
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var requests = db.JoinRequests.AsNoTracking().Where(r => r.FirmId == me.FirmId);
        Open = await requests.Where(r => r.DecidedAt == null).OrderBy(r => r.AskedAt).ThenBy(r => r.Id).Take(OpenMax).ToListAsync(cancel);
        Decided = await requests.Where(r => r.DecidedAt != null).OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id)
            .Take(DecidedMax)
            .ToListAsync(cancel);
        Domains = await db.FirmDomains.AsNoTracking().Where(d => d.FirmId == me.FirmId).OrderBy(d => d.Domain).ToListAsync(cancel);
    }
}
