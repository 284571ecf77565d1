using Leap.Data;
using Leap.Locales;
using Leap.Mail;
using Leap.Mail.Bounces;
using Leap.Members;
using Leap.Settings;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Resting;

/// <summary>Addresses that get no mail, why, and what was read of mails that came back.</summary>
[May(Permission.SeePeople, Act = Permission.ManagePeople)]
public sealed class IndexModel(LeapDb db, Programmes.Calendar calendar, LeapSettings settings, Locale locale, Me me) : PageModel
{
    public const int PageSize = 50;
    private const int ReportsMost = 20;
    private const int TypedMax = 100;

    /// <param name="Kind">Null when the mail is not certain or gone.</param>
    /// <param name="File">Its name without ending in the folder of what can't be read; null for all others.</param>
    public sealed record ReportRow(BounceResult Result, string Status, DateTime ReadAt, string? Kind, long PersonId, string? File);

    public RestingList.Filter Filter { get; private set; } = null!;

    public IReadOnlyList<RestingList.Row> Rows { get; private set; } = [];

    public IReadOnlyList<ReportRow> Reports { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; } = 1;

    public bool IsReading => settings.Mail.BounceFolder.Length > 0;

    public TimeZoneInfo Zone => calendar.Zone;

    [TempData]
    public string? Notice { get; set; }

    [TempData]
    public string? Refused { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Filter = ReadFilter();
        var list = new RestingList(db, Filter);
        Total = await list.CountAsync(cancel);
        var last = Math.Max(1, (Total + PageSize - 1) / PageSize);
        Number = int.TryParse(Request.Query["page"], out var number) ? Math.Clamp(number, 1, last) : 1;
        Rows = await list.PageAsync(Number, PageSize, cancel);
        Reports = await ReportsAsync(cancel);
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) =>
        File(await new RestingList(db, ReadFilter()).FileAsync(cancel), "text/csv; charset=utf-8", "resting-addresses.csv");

    public async Task<IActionResult> OnPostLiftAsync(
        long id, LiftReason? reason, [FromServices] LiftRest lift, CancellationToken cancel)
    {
        if (reason is not { } chosen || !LiftRest.Reasons.Contains(chosen))
        {
            Refused = locale["error.required"];
            return RedirectToPage();
        }

        var outcome = await lift.RunAsync(id, chosen, me.PersonId, cancel);
        if (outcome.Refusal is LiftRest.Refusal.NotFound)
        {
            return NotFound();
        }

        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
        }
        else
        {
            Notice = locale.Text("resting.lift.done", ("address", outcome.Value.Address.ToLowerInvariant()));
        }

        return RedirectToPage();
    }

    public string Address(int page) => Address(page, handler: null);

    /// <param name="handler">`Csv` for the file; null for the page.</param>
    public string Address(int page, string? handler)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = handler,
            ["q"] = Filter.Typed.Length > 0 ? Filter.Typed : null,
            ["state"] = Filter.State == RestingList.State.Resting ? null : Filter.State.ToString().ToLowerInvariant(),
            ["cause"] = Filter.Cause?.ToString().ToLowerInvariant(),
            ["page"] = page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/manage/resting", parts.Where(p => p.Value is not null));
    }

    private RestingList.Filter ReadFilter()
    {
        var typed = Request.Query["q"].ToString().Trim();
        return new(
            typed.Length > TypedMax ? "" : typed,
            Choice<RestingList.State>("state") ?? RestingList.State.Resting,
            Choice<RestCause>("cause"));
    }

    private TChoice? Choice<TChoice>(string name)
        where TChoice : struct, Enum =>
        Enum.TryParse<TChoice>(Request.Query[name], ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;

    private async Task<IReadOnlyList<ReportRow>> ReportsAsync(CancellationToken cancel)
    {
        var messages = db.Messages.AsNoTracking();
        var reports = db.BounceReports.AsNoTracking().OrderByDescending(r => r.Id).Take(ReportsMost);
        var found = await (from report in reports
                           from message in messages.Where(m => m.Id == report.MessageId).DefaultIfEmpty()
                           orderby report.Id descending
                           select new { Report = report, message!.Kind }).ToListAsync(cancel);
        return found.ConvertAll(f => new ReportRow(
            f.Report.Result,
            f.Report.Status,
            f.Report.ReadAt,
            f.Kind,
            f.Report.PersonId,
            f.Report.Result == BounceResult.Unreadable ? BounceReport.NameOf(f.Report.Fingerprint) : null));
    }
}
