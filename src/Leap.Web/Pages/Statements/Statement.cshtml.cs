using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Statements;

/// <summary>One statement as it was sent: the stored figures, and the ledger's lines that they stand for.</summary>
[May(Permission.SeeOwnRecord, Act = Permission.SeeOwnRecord)]
public sealed class StatementModel(
    LeapDb db, StatementSheets sheets, AccountLines accountLines, Calendar calendar, Locale locale, Me me) : PageModel
{
    private const int LinesMax = 500;

    public Statement Statement { get; private set; } = null!;

    public Period Span { get; private set; } = null!;

    public StatementText Text { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AccountLine> Lines { get; private set; } = [];

    public bool HasMoreLines => Lines.Count == LinesMax;

    public DateOnly IssuedOn { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why it was not sent again.</summary>
    [TempData]
    public string? Refused { get; set; }

    /// <summary>The stored sum from opening to closing (L16), by text key; what did not happen is left out.</summary>
    public IEnumerable<(string Key, long Points, bool IsChange)> Figures =>
    [
        ("mail.statement.opening", Statement.Opening, false),
        .. new (string Key, long Points, bool IsChange)[]
        {
            ("statement.earned", Statement.Earned, true),
            ("statement.redeemed", -Statement.Redeemed, true),
            ("statement.expired", -Statement.Expired, true),
            ("statement.returned", -Statement.Reversed, true),
        }.Where(f => f.Points != 0),
        ("mail.statement.closing", Statement.Closing, false),
    ];

    public async Task<IActionResult> OnGetAsync(string period, CancellationToken cancel)
    {
        var statement = await db.Statements.AsNoTracking()
            .FirstOrDefaultAsync(s => s.PersonId == me.PersonId && s.Period == period, cancel);
        if (statement is null || calendar.Find(statement.Period) is not { } known)
        {
            return NotFound();
        }

        var sheet = await sheets.OfAsync(statement, known, cancel);
        (Statement, Span, Text) = (statement, sheet.Period, StatementText.Of(sheet, locale));
        IssuedOn = Programmes.Calendar.DayOf(statement.IssuedAt, statement.Zone);
        var span = new AccountLines.Choice(me.PersonId, AfterEntryId: statement.AfterEntryId, UpToEntryId: statement.HeadEntryId);
        var lines = await accountLines.ReadAsync(span, 0, LinesMax, cancel);
        Lines = [.. lines.Select(line => line with { BookedOn = Programmes.Calendar.DayOf(line.BookedAt, statement.Zone) })];
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(
        string period, [FromServices] SendStatementAgain sendStatementAgain, CancellationToken cancel)
    {
        var outcome = await sendStatementAgain.RunAsync(me.PersonId, period, me.PersonId, cancel);
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
