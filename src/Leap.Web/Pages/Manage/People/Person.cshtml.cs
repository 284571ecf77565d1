using Leap.Access;
using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>One person, as far as a manager needs to know them.</summary>
[May(Permission.SeePeople, Act = Permission.ManagePeople)]
public sealed class PersonModel(LeapDb db, Balances balances, Calendar calendar) : PageModel
{
    private const int LatestCount = 10;

    public sealed record Facts(
        long Id,
        string Name,
        string Email,
        string Country,
        string Language,
        DateOnly EnrolledOn,
        BoardName BoardName,
        string? Alias,
        DateTime? SuspendedAt,
        StaffRole? Staff);

    public sealed record Workplace(long FirmId, string FirmName, Personas Personas, DateOnly FromOn, DateOnly? ToOn);

    public sealed record Pass(LocalizedText Title, string Code, DateOnly CompletedOn, int ScorePercent, DateOnly? ValidUntilOn);

    public sealed record Reported(
        long Id, string InvoiceNumber, DateOnly InvoiceOn, string CustomerName, SaleState State, long ReportingMinor);

    public sealed record Won(LocalizedText Name, string Icon, DateOnly AwardedOn);

    public Facts Person { get; private set; } = null!;

    public Balances.PersonBalance Balance { get; private set; } = null!;

    public IReadOnlyList<Workplace> Workplaces { get; private set; } = [];

    public IReadOnlyList<Pass> Passes { get; private set; } = [];

    public IReadOnlyList<Reported> Sales { get; private set; } = [];

    public IReadOnlyList<Won> Badges { get; private set; } = [];

    public DateOnly Today => calendar.Today;

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why the sign-in was not reset.</summary>
    public string? Refused { get; private set; }

    public DateOnly Day(DateTime instant) => calendar.DayOf(instant);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == id)
            .Select(p => new Facts(
                p.Id, p.Name, p.Email!, p.Country, p.Language, p.EnrolledOn, p.BoardName, p.Alias, p.SuspendedAt, p.Staff))
            .SingleOrDefaultAsync(cancel);
        if (person is null)
        {
            return NotFound();
        }

        Person = person;
        Balance = await balances.OfPersonAsync(id, cancel);
        var firms = db.Firms;
        Workplaces = await db.Memberships.AsNoTracking().Where(m => m.PersonId == id)
            .OrderByDescending(m => m.FromOn)
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new Workplace(f.Id, f.Name, m.Personas, m.FromOn, m.ToOn))
            .ToListAsync(cancel);
        await LoadActivityAsync(id, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostResetSignInAsync(
        long id, ResetReason reason, [FromServices] ResetSignIn resetSignIn, [FromServices] Me me, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        if (!me.IsConfirmed)
        {
            return LocalRedirect(ConfirmedAttribute.AskAt(Request));
        }

        var locale = HttpContext.RequestServices.GetRequiredService<Locale>();
        var outcome = await resetSignIn.RunAsync(id, me.PersonId, reason, cancel);
        if (outcome.Refusal is not { } refusal)
        {
            Notice = locale["people.sign-in.reset.done"];
            return RedirectToPage(new { id });
        }

        Refused = locale.Refusal(refusal);
        return await OnGetAsync(id, cancel);
    }

    private async Task LoadActivityAsync(long id, CancellationToken cancel)
    {
        var modules = db.Modules;
        Passes = await db.Completions.AsNoTracking().Where(c => c.PersonId == id)
            .OrderByDescending(c => c.CompletedOn).ThenByDescending(c => c.Id)
            .Take(LatestCount)
            .Join(
                modules,
                c => c.ModuleId,
                m => m.Id,
                (c, m) => new Pass(m.Title, m.Code, c.CompletedOn, c.ScorePercent, c.ValidUntilOn))
            .ToListAsync(cancel);
        var lines = db.SaleLines;
        Sales = await db.Sales.AsNoTracking().Where(s => s.PersonId == id)
            .OrderByDescending(s => s.SubmittedAt)
            .Take(LatestCount)
            .Select(s => new Reported(
                s.Id,
                s.InvoiceNumber,
                s.InvoiceOn,
                s.CustomerName,
                s.State,
                lines.Where(l => l.SaleId == s.Id).Sum(l => l.ReportingMinor)))
            .ToListAsync(cancel);
        var badges = db.Badges;
        Badges = await db.Assertions.AsNoTracking().Where(a => a.PersonId == id)
            .OrderByDescending(a => a.AwardedOn).ThenByDescending(a => a.Id)
            .Take(LatestCount)
            .Join(badges, a => a.BadgeId, b => b.Id, (a, b) => new Won(b.Name, b.Icon, a.AwardedOn))
            .ToListAsync(cancel);
    }
}
