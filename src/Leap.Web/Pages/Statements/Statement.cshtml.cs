using Leap.Data;
using Leap.Programmes;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Statements;

/// <summary>One statement as it was sent: the stored figures, and the ledger's lines that they stand for.</summary>
public sealed class StatementModel(LeapDb db, Movements movements, AccountLines accountLines, Calendar calendar, Me me) : PageModel
{
    private const int LinesMax = 500;

    public Statement Statement { get; private set; } = null!;

    public Period Month { get; private set; } = null!;

    public IReadOnlyList<StatementGroup> Groups { get; private set; } = [];

    public IReadOnlyList<AccountLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string period, CancellationToken cancel)
    {
        var statement = await db.Statements.AsNoTracking()
            .FirstOrDefaultAsync(s => s.PersonId == me.PersonId && s.Period == period, cancel);
        if (statement is null || calendar.Find(statement.Period) is not { } month)
        {
            return NotFound();
        }

        (Statement, Month) = (statement, month);
        Groups = (await movements.ReadAsync([me.PersonId], statement.AfterEntryId, statement.HeadEntryId, cancel))[0].Groups;
        Lines = await accountLines.ReadAsync(
            new AccountLines.Choice(me.PersonId, AfterEntryId: statement.AfterEntryId, UpToEntryId: statement.HeadEntryId),
            0,
            LinesMax,
            cancel);
        return Page();
    }
}
