using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Closings;

/// <summary>Closes the books up to a day, and shows who closed them when.</summary>
[May(Permission.SeeLedger, Act = Permission.CloseBooks)]
public sealed class IndexModel(LeapDb db, CloseBooks closeBooks, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    public sealed class Form
    {
        [Required]
        public DateOnly? UntilOn { get; set; }
    }

    public sealed record Row(DateOnly UntilOn, DateTime ClosedAt, string Zone, string? Name);

    [BindProperty]
    public Form Input { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public IReadOnlyList<Row> Closings { get; private set; } = [];

    /// <summary>The first day that is open still; empty while every day is.</summary>
    public string FirstDay => Closings is [var last, ..] ? Iso(last.UntilOn.AddDays(1)) : "";

    public string LastDay => Iso(calendar.Today.AddDays(-1));

    public TimeZoneInfo Zone => calendar.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);

        // The end of the last month that has ended is what is closed most often.
        var monthEnd = new DateOnly(calendar.Today.Year, calendar.Today.Month, 1).AddDays(-1);
        Input.UntilOn = Closings is [var last, ..] && last.UntilOn >= monthEnd ? null : monthEnd;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.IsValid && (await closeBooks.RunAsync(Input.UntilOn!.Value, me.PersonId, cancel)).Refusal is { } refusal)
        {
            ModelState.AddModelError("Input.UntilOn", locale.Refusal(refusal));
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancel);
            return Page();
        }

        Notice = locale.Text("closings.done", ("date", Input.UntilOn));
        return RedirectToPage();
    }

    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private async Task LoadAsync(CancellationToken cancel)
    {
        var people = db.People;
        Closings = await db.Closings.AsNoTracking()
            .OrderByDescending(c => c.UntilOn)
            .LeftJoin(people, c => c.ClosedBy, p => p.Id, (c, p) => new Row(c.UntilOn, c.ClosedAt, c.Zone, p!.Name))
            .ToListAsync(cancel);
    }
}
