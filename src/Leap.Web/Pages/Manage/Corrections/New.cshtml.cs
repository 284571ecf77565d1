using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Pages.Manage.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Refusal = Leap.Corrections.ProposeManualEntry.Refusal;
using System.Globalization;

namespace Leap.Web.Pages.Manage.Corrections;

/// <summary>Gives or takes points, changes a budget, or asks to forgive a debt.</summary>
[May(Permission.CorrectLedger)]
public sealed class NewModel(LeapDb db, Balances balances, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    [FromQuery]
    public long? Person { get; set; }

    [FromQuery]
    public long? Promotion { get; set; }

    /// <summary>The entry to correct; it says whose account it is where the address does not.</summary>
    [FromQuery]
    public long? Corrects { get; set; }

    [BindProperty]
    public CorrectionForm Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    [TempData]
    public string? NoticeAccount { get; set; }

    public CorrectionOwner Owner { get; private set; } = null!;

    public DateOnly Today => calendar.Today;

    public DateOnly FirstDay => calendar.Season(Today).FromOn;

    public IReadOnlyList<CorrectionAct> Acts =>
        Owner.Owed > 0 ? [CorrectionAct.Give, CorrectionAct.Take, CorrectionAct.WriteOff] : [CorrectionAct.Give, CorrectionAct.Take];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (Person is null && Promotion is null && Corrects is null)
        {
            return LocalRedirect("/manage/accounts");
        }

        if (await FindOwnerAsync(cancel) is not { } owner)
        {
            return NotFound();
        }

        Owner = owner;
        Input = new()
        {
            Key = Guid.NewGuid().ToString("N"),
            EffectiveOn = Today,
            Reason = owner.IsBudget ? CorrectionReason.BudgetChange : null,
            Corrects = Corrects?.ToString(CultureInfo.InvariantCulture),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] ProposeManualEntry propose, CancellationToken cancel)
    {
        if (await FindOwnerAsync(cancel) is not { } owner)
        {
            return NotFound();
        }

        Owner = owner;
        var (points, corrects) = (ReadPoints(), ReadCorrects());
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await propose.RunAsync(ToEntry(points, corrects), me.PersonId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(FieldOf(refusal), locale.Refusal(refusal));
            return Page();
        }

        var isBooked = outcome.Value.State == ManualEntryState.Booked;
        Notice = locale.Text(isBooked ? "corrections.notice.booked" : "corrections.notice.waits", ("name", owner.Name));
        NoticeAccount = AccountNames.Address(outcome.Value.Account);
        return LocalRedirect("/manage/corrections");
    }

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => key switch
    {
        "Input.Act" => locale["corrections.act"],
        "Input.Points" => locale["corrections.points"],
        "Input.Reason" => locale["corrections.reason"],
        "Input.Note" => locale["corrections.note"],
        "Input.EffectiveOn" => locale["corrections.effective"],
        "Input.Corrects" => locale["corrections.corrects"],
        _ => null,
    };

    private NewManualEntry ToEntry(long points, long? corrects)
    {
        var isWriteOff = Input.Act == CorrectionAct.WriteOff;
        return new(
            Input.Key,
            isWriteOff ? ManualEntryKind.WriteOff : ManualEntryKind.Adjustment,
            Owner.Account.OwnerId,
            Input.Act == CorrectionAct.Take ? -points : points,
            Input.Reason!.Value,
            Input.Note)
        {
            IsBudget = Owner.IsBudget,
            CorrectsId = corrects,
            EffectiveOn = Input.EffectiveOn,
        };
    }

    /// <summary>Above zero; 0 where it is none, and then the form says so.</summary>
    private long ReadPoints()
    {
        if (Input.Points.Length == 0)
        {
            return 0;
        }

        if (!locale.TryParseNumber(Input.Points, out var typed) || typed != decimal.Truncate(typed))
        {
            ModelState.AddModelError("Input.Points", locale["corrections.points.whole"]);
            return 0;
        }

        if (typed <= 0)
        {
            ModelState.AddModelError("Input.Points", locale["corrections.points.sign"]);
            return 0;
        }

        return (long)Math.Min(typed, ManualEntry.PointsMax + 1m);
    }

    private long? ReadCorrects()
    {
        var typed = Input.Corrects?.Trim().TrimStart('#') ?? "";
        if (typed.Length == 0)
        {
            return null;
        }

        if (!long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            ModelState.AddModelError("Input.Corrects", locale.Refusal(Refusal.UnknownCorrected));
        }

        return id;
    }

    private async Task<CorrectionOwner?> FindOwnerAsync(CancellationToken cancel)
    {
        if (Person is { } personId)
        {
            return await CorrectionOwner.OfPersonAsync(db, balances, personId, cancel);
        }

        if (Promotion is { } promotionId)
        {
            return await CorrectionOwner.OfPromotionAsync(db, locale, promotionId, cancel);
        }

        var accounts = await db.Postings.AsNoTracking().Where(p => p.EntryId == Corrects)
            .OrderBy(p => p.Line)
            .Select(p => p.AccountId)
            .ToListAsync(cancel);
        var theirs = accounts.ConvertAll(AccountRef.FromId).Where(a => !a.IsProgrammes).OrderBy(a => a.Kind == AccountKind.Budget).ToList();
        return theirs switch
        {
            [] => null,
            [{ Kind: AccountKind.Budget } budget, ..] => await CorrectionOwner.OfPromotionAsync(db, locale, budget.OwnerId, cancel),
            [var account, ..] => await CorrectionOwner.OfPersonAsync(db, balances, account.OwnerId, cancel),
        };
    }

    private static string FieldOf(Refusal refusal) => refusal switch
    {
        Refusal.ZeroPoints or Refusal.TooManyPoints or Refusal.NotEnoughPoints => "Input.Points",
        Refusal.NothingOwed or Refusal.NotAWriteOff => "Input.Act",
        Refusal.MoreThanOwed => "Input.Points",
        Refusal.ReasonMissing => "Input.Reason",
        Refusal.NoteMissing or Refusal.NoteTooLong => "Input.Note",
        Refusal.EffectiveInFuture or Refusal.EffectiveInClosedPeriod => "Input.EffectiveOn",
        Refusal.UnknownCorrected => "Input.Corrects",
        _ => "",
    };
}
