using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Web.Access;
using Leap.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages;

/// <summary>The public start page; those who are signed in go on to their own.</summary>
public sealed class IndexModel(LeapDb db, Calendar calendar, Me me) : PageModel
{
    public int People { get; private set; }

    public int Firms { get; private set; }

    public int Countries { get; private set; }

    public int Modules { get; private set; }

    public long Completions { get; private set; }

    public Period Season { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Navigation.Start(me) is { } start)
        {
            return LocalRedirect(start);
        }

        Season = calendar.Season(calendar.Today);
        People = await db.Memberships.Where(m => m.ToOn == null).Select(m => m.PersonId).Distinct().CountAsync(cancel);
        Firms = await db.Firms.CountAsync(f => f.MergedIntoId == null, cancel);
        Countries = await db.Firms.Where(f => f.MergedIntoId == null).Select(f => f.Country).Distinct().CountAsync(cancel);
        Modules = await db.Modules.CountAsync(cancel);
        Completions = await db.Completions.LongCountAsync(c => c.CompletedOn >= Season.FromOn && c.CompletedOn < Season.UntilOn, cancel);
        return Page();
    }
}
