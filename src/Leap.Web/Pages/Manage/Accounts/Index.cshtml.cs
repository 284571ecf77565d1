using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using System.Globalization;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>Finds any account: of a person, of a firm's people, of a promotion, of the programme itself.</summary>
[May(Permission.SeeLedger)]
public sealed class IndexModel(LeapDb db, Programmes.Calendar calendar, Locale locale) : PageModel
{
    /// <summary>Of each sort.</summary>
    public const int FoundMax = 20;

    /// <summary>One that was found.</summary>
    /// <param name="Hint">What tells it from others of its name.</param>
    /// <param name="Points">Null for a budget without a limit.</param>
    public sealed record Row(string Address, string Name, string Hint, long? Points);

    private static readonly AccountKind[] Own = [AccountKind.Issued, AccountKind.Redeemed, AccountKind.Expired, AccountKind.WrittenOff];

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public bool IsSearch => !string.IsNullOrWhiteSpace(Typed);

    /// <summary>By sort: `people`, `firms`, `promotions`.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<Row> Rows)> Found { get; private set; } = [];

    /// <summary>The entry whose number was typed; null when there is none.</summary>
    public long? EntryId { get; private set; }

    public bool FoundNothing => EntryId is null && Found.All(f => f.Rows.Count == 0);

    public IReadOnlyList<(AccountKind Kind, long Points)> Programme { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (IsSearch)
        {
            var typed = Typed!.Trim();
            Found =
            [
                ("people", await PeopleAsync(typed, cancel)),
                ("firms", await FirmsAsync(typed, cancel)),
                ("promotions", await PromotionsAsync(typed, cancel)),
            ];
            EntryId = long.TryParse(typed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && await db.Entries.AnyAsync(e => e.Id == id, cancel) ? id : null;
        }

        var ids = Own.Select(kind => new AccountRef(kind, 0).Id).ToList();
        var sums = await db.Postings.AsNoTracking().Where(p => ids.Contains(p.AccountId))
            .GroupBy(p => p.AccountId)
            .ToDictionaryAsync(g => g.Key, g => g.Sum(p => p.Points), cancel);
        Programme = [.. Own.Select(kind => (kind, AccountWords.Shown(kind, sums.GetValueOrDefault(new AccountRef(kind, 0).Id))))];
    }

    private async Task<IReadOnlyList<Row>> PeopleAsync(string typed, CancellationToken cancel)
    {
        var accounts = db.Accounts.Where(a => a.Kind == AccountKind.Available);
        var people = await new NameSearch(db, typed).People().AsNoTracking()
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Take(FoundMax)
            .Select(p => new { p.Id, p.Name, p.Email, Points = accounts.Where(a => a.OwnerId == p.Id).Sum(a => a.Points) ?? 0 })
            .ToListAsync(cancel);
        return people.ConvertAll(p => new Row(AccountNames.Address(AccountRef.Available(p.Id)), p.Name, p.Email!, p.Points));
    }

    private async Task<IReadOnlyList<Row>> FirmsAsync(string typed, CancellationToken cancel)
    {
        var today = calendar.Today;
        var accounts = db.Accounts.Where(a => a.Kind == AccountKind.Available);
        var members = db.Memberships.Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn >= today));
        var firms = await new NameSearch(db, typed).Firms().AsNoTracking()
            .OrderBy(f => f.Name).ThenBy(f => f.Id)
            .Take(FoundMax)
            .Select(f => new
            {
                f.Id,
                f.Name,
                f.Code,
                f.Country,
                Points = accounts.Where(a => members.Any(m => m.FirmId == f.Id && m.PersonId == a.OwnerId)).Sum(a => a.Points) ?? 0,
            })
            .ToListAsync(cancel);
        return firms.ConvertAll(f => new Row(
            string.Create(CultureInfo.InvariantCulture, $"/manage/accounts/firm/{f.Id}"),
            f.Name,
            locale.Text("list.more", ("first", f.Code), ("second", locale.Country(f.Country))),
            f.Points));
    }

    /// <summary>A programme has some dozens: their names, in whatever language, are compared here.</summary>
    private async Task<IReadOnlyList<Row>> PromotionsAsync(string typed, CancellationToken cancel)
    {
        var accounts = db.Accounts.Where(a => a.Kind == AccountKind.Budget);
        var promotions = await db.Promotions.AsNoTracking().Include(p => p.Versions)
            .Select(p => new { Promotion = p, Left = accounts.Where(a => a.OwnerId == p.Id).Sum(a => a.Points) ?? 0 })
            .ToListAsync(cancel);
        return [.. promotions
            .Where(x => Fits(x.Promotion.Code) || x.Promotion.Current.Name.Languages.Any(l => Fits(x.Promotion.Current.Name.In(l))))
            .OrderBy(x => x.Promotion.Code, StringComparer.Ordinal)
            .Take(FoundMax)
            .Select(x => new Row(
                AccountNames.Address(AccountRef.Budget(x.Promotion.Id)),
                x.Promotion.Current.Name.In(locale.Code),
                x.Promotion.Code,
                x.Promotion.BudgetPoints is null ? null : x.Left))];

        bool Fits(string text) => text.Contains(typed, StringComparison.OrdinalIgnoreCase);
    }
}
