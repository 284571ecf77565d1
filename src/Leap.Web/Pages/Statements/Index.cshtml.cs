using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Statements;

/// <summary>The reader's statements, newest first.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class IndexModel(LeapDb db, Calendar calendar, Me me) : PageModel
{
    public IReadOnlyList<Statement> Statements { get; private set; } = [];

    /// <summary>When the next one is due.</summary>
    public DateOnly NextOn { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        NextOn = Period.Month(calendar.Today).UntilOn;
        Statements = await db.Statements.AsNoTracking()
            .Where(s => s.PersonId == me.PersonId)
            .OrderByDescending(s => s.Period)
            .Take(60)
            .ToListAsync(cancel);
    }
}
