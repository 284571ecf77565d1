using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>One of the programme's own accounts: everything that was issued, redeemed, has expired or was written off.</summary>
[May(Permission.SeeLedger)]
public sealed class ProgrammeModel(LeapDb db, AccountHistory history, Programmes.Calendar calendar, Locale locale) : PageModel
{
    public AccountRef Account { get; private set; }

    /// <summary>As people count it: never negative by its nature.</summary>
    public long Points { get; private set; }

    public EntryList Entries { get; private set; } = null!;

    private EntryFilter Filter => EntryFilter.Of(Request.Query);

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken cancel)
    {
        if (Find(kind) is not { } account)
        {
            return NotFound();
        }

        Account = account;
        var sum = await db.Postings.Where(p => p.AccountId == account.Id).SumAsync(p => p.Points, cancel);
        Points = AccountWords.Shown(account.Kind, sum);
        Entries = await EntryList.LoadAsync(account, Filter, new(db, history, calendar, locale), cancel);
        return Page();
    }

    public IActionResult OnGetCsv(string kind) =>
        Find(kind) is { } account ? new EntriesFile(history, Filter.Choice(account)) : NotFound();

    private static AccountRef? Find(string kind) =>
        Enum.TryParse<AccountKind>(kind, ignoreCase: true, out var known) && new AccountRef(known, 0) is { IsProgrammes: true } account
            ? account
            : null;
}
