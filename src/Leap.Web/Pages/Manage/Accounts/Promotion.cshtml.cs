using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>A promotion's budget, entry by entry.</summary>
[May(Permission.SeeLedger)]
public sealed class PromotionModel(LeapDb db, AccountHistory history, Programmes.Calendar calendar, Locale locale) : PageModel
{
    public Promotion Promotion { get; private set; } = null!;

    public long Left { get; private set; }

    public EntryList Entries { get; private set; } = null!;

    private EntryFilter Filter => EntryFilter.Of(Request.Query);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await db.Promotions.AsNoTracking().Include(p => p.Versions).SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } promotion)
        {
            return NotFound();
        }

        Promotion = promotion;
        var account = AccountRef.Budget(id);
        Left = await db.Accounts.Where(a => a.Id == account.Id).Select(a => a.Points).FirstOrDefaultAsync(cancel) ?? 0;
        Entries = await EntryList.LoadAsync(account, Filter, new(db, history, calendar, locale), cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(long id, CancellationToken cancel) =>
        await db.Promotions.AnyAsync(p => p.Id == id, cancel)
            ? new EntriesFile(history, Filter.Choice(AccountRef.Budget(id)))
            : NotFound();
}
