using Leap.Corrections;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Pages.Manage.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Corrections;

/// <summary>What waits for a second person, with the two decisions, and what was booked or declined.</summary>
[May(Permission.SeeLedger, Act = Permission.CorrectLedger)]
public sealed class IndexModel(LeapDb db, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    public const int PageSize = 25;

    /// <summary>More never wait in a programme that decides; the oldest come first.</summary>
    private const int WaitingMax = 100;

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    [TempData]
    public string? Notice { get; set; }

    [TempData]
    public string? NoticeAccount { get; set; }

    /// <summary>Why a decision was refused, in the reader's language; null when none was.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<CorrectionRow> Waiting { get; private set; } = [];

    public IReadOnlyList<CorrectionRow> Decided { get; private set; } = [];

    public int Total { get; private set; }

    public AccountNames Names { get; private set; } = null!;

    public TimeZoneInfo Zone => calendar.Zone;

    public static CorrectionAct ActOf(ManualEntry entry) => entry switch
    {
        { Kind: ManualEntryKind.WriteOff } => CorrectionAct.WriteOff,
        { Points: < 0 } => CorrectionAct.Take,
        _ => CorrectionAct.Give,
    };

    /// <summary>The key of the reason why the reader can't decide it; null when they can.</summary>
    public string? WhyNotMine(ManualEntry entry) =>
        entry.ProposedById == me.PersonId ? "corrections.mine"
        : !entry.IsBudget && entry.OwnerId == me.PersonId ? "corrections.my-account"
        : null;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await LoadAsync(cancel);
    }

    public Task<IActionResult> OnPostApproveAsync(long id, [FromServices] DecideManualEntry decide, CancellationToken cancel) =>
        DecideAsync(id, isApproved: true, decide, cancel);

    public Task<IActionResult> OnPostDeclineAsync(long id, [FromServices] DecideManualEntry decide, CancellationToken cancel) =>
        DecideAsync(id, isApproved: false, decide, cancel);

    public string Address(int number) => Url.Page("/Manage/Corrections/Index", new { p = number > 1 ? number : (int?)null })!;

    private async Task<IActionResult> DecideAsync(long id, bool isApproved, DecideManualEntry decide, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await decide.RunAsync(id, me.PersonId, isApproved, cancel);
        if (outcome.Refusal == DecideManualEntry.Refusal.NoSuchEntry)
        {
            return NotFound();
        }

        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
            await LoadAsync(cancel);
            return Page();
        }

        var entry = outcome.Value;
        var names = await AccountNames.LoadAsync(db, [entry.Account], locale, cancel);
        var owner = names.Owner(entry.Account);
        Notice = locale.Text(isApproved ? "corrections.notice.approved" : "corrections.notice.declined", ("name", owner));
        NoticeAccount = AccountNames.Address(entry.Account);
        return LocalRedirect("/manage/corrections");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var entries = db.ManualEntries.AsNoTracking();
        var decided = entries.Where(e => e.State != ManualEntryState.Proposed);
        Total = await decided.CountAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Waiting = await Rows(entries.Where(e => e.State == ManualEntryState.Proposed).OrderBy(e => e.Id).Take(WaitingMax), cancel);
        Decided = await Rows(
            decided.OrderByDescending(e => e.DecidedAt).ThenByDescending(e => e.Id).Skip((Number - 1) * PageSize).Take(PageSize), cancel);
        Names = await AccountNames.LoadAsync(db, [.. Waiting.Concat(Decided).Select(r => r.Account)], locale, cancel);
    }

    private async Task<IReadOnlyList<CorrectionRow>> Rows(IQueryable<ManualEntry> entries, CancellationToken cancel)
    {
        var people = db.People;
        return await entries
            .Select(e => new CorrectionRow(
                e,
                people.Where(p => p.Id == e.ProposedById).Select(p => p.Name).First(),
                people.Where(p => p.Id == e.DecidedById).Select(p => p.Name).FirstOrDefault()))
            .ToListAsync(cancel);
    }
}
