using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>One person's accounts as a manager sees them: what each holds, what happened on it, and which lots are open.</summary>
[May(Permission.SeeLedger)]
public sealed class PersonModel(LeapDb db, AccountHistory history, Balances balances, Programmes.Calendar calendar, Locale locale)
    : PageModel
{
    /// <summary>Those that expire first.</summary>
    public const int LotsMax = 50;

    public sealed record Facts(long Id, string Name, string Email, long? FirmId, string? FirmName);

    public sealed record OpenLot(long EntryId, DateOnly ExpiresOn, long Points, long Remaining);

    /// <summary>`pending`, `held` or `debt`; anything else is what can be spent.</summary>
    [FromQuery(Name = "account")]
    public string? Shown { get; set; }

    public Facts Owner { get; private set; } = null!;

    public Balances.PersonBalance Balance { get; private set; } = null!;

    public IReadOnlyList<OpenLot> Lots { get; private set; } = [];

    public EntryList Entries { get; private set; } = null!;

    private EntryFilter Filter => EntryFilter.Of(Request.Query);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await OwnerAsync(id, cancel) is not { } owner)
        {
            return NotFound();
        }

        Owner = owner;
        Balance = await balances.OfPersonAsync(id, cancel);
        var account = AccountRef.Available(id).Id;
        Lots = await db.Lots.AsNoTracking()
            .Where(l => l.AccountId == account && l.Remaining > 0)
            .OrderBy(l => l.ExpiresOn).ThenBy(l => l.OpenedOn).ThenBy(l => l.Id)
            .Take(LotsMax)
            .Select(l => new OpenLot(l.EntryId, l.ExpiresOn, l.Points, l.Remaining))
            .ToListAsync(cancel);
        Entries = await EntryList.LoadAsync(AccountOf(id), Filter, new(db, history, calendar, locale), cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(long id, CancellationToken cancel) =>
        await db.People.AnyAsync(p => p.Id == id, cancel) ? new EntriesFile(history, Filter.Choice(AccountOf(id))) : NotFound();

    private AccountRef AccountOf(long id) => Shown?.ToLowerInvariant() switch
    {
        "pending" => AccountRef.Pending(id),
        "held" => AccountRef.Held(id),
        "debt" => AccountRef.Debt(id),
        _ => AccountRef.Available(id),
    };

    private Task<Facts?> OwnerAsync(long id, CancellationToken cancel)
    {
        var today = calendar.Today;
        var firms = db.Firms;
        var workplaces = db.Memberships
            .Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new { m.PersonId, f.Id, f.Name });
        return db.People.AsNoTracking().Where(p => p.Id == id)
            .Select(p => new Facts(
                p.Id,
                p.Name,
                p.Email!,
                workplaces.Where(w => w.PersonId == p.Id).Select(w => (long?)w.Id).FirstOrDefault(),
                workplaces.Where(w => w.PersonId == p.Id).Select(w => w.Name).FirstOrDefault()))
            .SingleOrDefaultAsync(cancel);
    }
}
