using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Statements;

/// <summary>One statement as it was sent: the stored figures, and the ledger's lines that they stand for.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class StatementModel(LeapDb db, Movements movements, AccountLines accountLines, Calendar calendar, Me me) : PageModel
{
    private const int LinesMax = 500;

    public Statement Statement { get; private set; } = null!;

    public Period Month { get; private set; } = null!;

    public IReadOnlyList<StatementGroup> Groups { get; private set; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AccountLine> Lines { get; private set; } = [];

    public bool HasMoreLines => Lines.Count == LinesMax;

    public DateOnly IssuedOn { get; private set; }

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
        if (statement is null || calendar.Find(statement.Period) is not { } month)
        {
            return NotFound();
        }

        (Statement, Month, IssuedOn) = (statement, month, calendar.DayOf(statement.IssuedAt));
        Groups = (await movements.ReadAsync([me.PersonId], statement.AfterEntryId, statement.HeadEntryId, cancel))[0].Groups;
        var span = new AccountLines.Choice(me.PersonId, AfterEntryId: statement.AfterEntryId, UpToEntryId: statement.HeadEntryId);
        Lines = await accountLines.ReadAsync(span, 0, LinesMax, cancel);
        return Page();
    }
}
