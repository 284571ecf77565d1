using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.People;

/// <summary>A person's statements, each of which can be mailed once more as it was.</summary>
[May(Permission.SeePeople, Act = Permission.ManagePeople)]
public sealed class StatementsModel(LeapDb db, Locale locale, Me me) : PageModel
{
    private const int StatementsMax = 60;

    public sealed record Facts(long Id, string Name);

    public sealed record Row(string Period, long Opening, long Closing, DateTime IssuedAt, string Zone)
    {
        public DateOnly IssuedOn => Programmes.Calendar.DayOf(IssuedAt, Zone);
    }

    public Facts Person { get; private set; } = null!;

    public IReadOnlyList<Row> Statements { get; private set; } = [];

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why one was not sent again.</summary>
    [TempData]
    public string? Refused { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => new Facts(p.Id, p.Name))
            .SingleOrDefaultAsync(cancel);
        if (person is null)
        {
            return NotFound();
        }

        Person = person;
        Statements = await db.Statements.AsNoTracking()
            .Where(s => s.PersonId == id)
            .OrderByDescending(s => s.Id)
            .Take(StatementsMax)
            .Select(s => new Row(s.Period, s.Opening, s.Closing, s.IssuedAt, s.Zone))
            .ToListAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(
        long id, string period, [FromServices] SendStatementAgain sendStatementAgain, CancellationToken cancel)
    {
        var outcome = await sendStatementAgain.RunAsync(id, period, me.PersonId, cancel);
        switch (outcome.Refusal)
        {
            case null:
                Notice = locale.Text("statement.again.done", ("address", outcome.Value.ToAddress));
                return RedirectToPage();
            case SendStatementAgain.Refusal.NotFound:
                return NotFound();
            default:
                Refused = locale.Refusal(outcome.Refusal.Value);
                return RedirectToPage();
        }
    }
}
