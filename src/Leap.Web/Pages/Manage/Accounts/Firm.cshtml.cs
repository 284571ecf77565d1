using Leap.Data;
using Leap.Imports;
using Leap.Ledger;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using System.Globalization;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>What the people of a firm have, each and together. Points belong to people: a firm has no account of its own.</summary>
[May(Permission.SeeLedger)]
public sealed class FirmModel(LeapDb db, Programmes.Calendar calendar) : PageModel
{
    private static readonly string[] Columns = ["email", "name", "available", "pending", "held", "owed"];

    /// <summary>What is owed counts as a positive number here.</summary>
    public sealed record Member(long PersonId, string Name, string Email, long Available, long Pending, long Held, long Owed)
    {
        public long Of(AccountKind kind) => kind switch
        {
            AccountKind.Available => Available,
            AccountKind.Pending => Pending,
            AccountKind.Held => Held,
            _ => Owed,
        };
    }

    public static IReadOnlyList<AccountKind> Kinds { get; } =
        [AccountKind.Available, AccountKind.Pending, AccountKind.Held, AccountKind.Debt];

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public Members.Firm Firm { get; private set; } = null!;

    public IReadOnlyDictionary<AccountKind, long> Sums { get; private set; } = new Dictionary<AccountKind, long>();

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public int Total { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await db.Firms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } firm)
        {
            return NotFound();
        }

        Firm = firm;
        var today = MembersToday(id);
        var sums = await db.Accounts.AsNoTracking()
            .Where(a => Kinds.Contains(a.Kind))
            .Join(today, a => a.OwnerId, m => m.PersonId, (a, _) => a)
            .GroupBy(a => a.Kind)
            .Select(g => new { g.Key, Points = g.Sum(a => a.Points) ?? 0 })
            .ToListAsync(cancel);
        Sums = sums.ToDictionary(s => s.Key, s => s.Key == AccountKind.Debt ? -s.Points : s.Points);
        Total = await today.CountAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + EntryList.PageSize - 1) / EntryList.PageSize));
        Members = await Rows(today).Skip((Number - 1) * EntryList.PageSize).Take(EntryList.PageSize).ToListAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(long id, CancellationToken cancel)
    {
        if (!await db.Firms.AnyAsync(f => f.Id == id, cancel))
        {
            return NotFound();
        }

        var members = await Rows(MembersToday(id)).ToListAsync(cancel);
        return File(
            await CsvFile.BytesAsync(Columns, members.Select(Cells), cancel),
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"firm-{id}.csv"));
    }

    public string Address(int number) => Url.Page("/Manage/Accounts/Firm", new { id = Firm.Id, p = number > 1 ? number : (int?)null })!;

    private IQueryable<Membership> MembersToday(long firmId)
    {
        var today = calendar.Today;
        return db.Memberships.AsNoTracking()
            .Where(m => m.FirmId == firmId && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today));
    }

    private IQueryable<Member> Rows(IQueryable<Membership> memberships)
    {
        var people = db.People;
        var accounts = db.Accounts;
        return memberships
            .Join(people, m => m.PersonId, p => p.Id, (_, p) => p)
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new Member(
                p.Id,
                p.Name,
                p.Email!,
                accounts.Where(a => a.Kind == AccountKind.Available && a.OwnerId == p.Id).Sum(a => a.Points) ?? 0,
                accounts.Where(a => a.Kind == AccountKind.Pending && a.OwnerId == p.Id).Sum(a => a.Points) ?? 0,
                accounts.Where(a => a.Kind == AccountKind.Held && a.OwnerId == p.Id).Sum(a => a.Points) ?? 0,
                -(accounts.Where(a => a.Kind == AccountKind.Debt && a.OwnerId == p.Id).Sum(a => a.Points) ?? 0)));
    }

    private static string[] Cells(Member member) =>
        [member.Email, member.Name, .. Kinds.Select(kind => member.Of(kind).ToString(CultureInfo.InvariantCulture))];
}
