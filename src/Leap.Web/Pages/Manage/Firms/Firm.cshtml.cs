using Leap.Courses;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Settings;
using Leap.Tiers;
using Leap.Web.Access;
using Leap.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Firms;

/// <summary>One firm: its facts, its way to the next tier, its revenue by month, its people.</summary>
[May(Permission.SeeFirms)]
public sealed class FirmModel(LeapDb db, TierOutlook outlook, Calendar calendar, LeapSettings settings, Locale locale) : PageModel
{
    /// <summary>A large firm has some hundred members; those with most points come first.</summary>
    private const int MembersMost = 200;

    /// <param name="Points">Earned in the season.</param>
    public sealed record Member(long PersonId, string Name, string Email, Personas Personas, long Points, bool IsCertified);

    public Members.Firm Firm { get; private set; } = null!;

    public TierOutlook.View Outlook { get; private set; } = null!;

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public int MemberCount { get; private set; }

    /// <summary>Earned by the firm's people in the season.</summary>
    public long Points { get; private set; }

    public IReadOnlyList<Bar> Months { get; private set; } = [];

    public Period Season { get; } = calendar.Season(calendar.Today);

    /// <summary>Of the way to the next tier, 0 to 1.</summary>
    public decimal Share => TierRules.ShareToNext(Firm.Tier, Outlook.Now.RevenueMinor, Outlook.Now.CertifiedPeople);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await db.Firms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } firm)
        {
            return NotFound();
        }

        Firm = firm;
        Outlook = await outlook.OfAsync(id, cancel);
        await LoadMembersAsync(cancel);
        Months = await MonthsAsync(cancel);
        return Page();
    }

    private async Task LoadMembersAsync(CancellationToken cancel)
    {
        var today = calendar.Today;
        var people = db.People;
        var scores = db.Scores.AsNoTracking().Where(s => s.Period == Season.Key);
        var valid = db.Completions.AsNoTracking().Where(c => c.ValidUntilOn >= today);
        var members = db.Memberships.AsNoTracking()
            .Where(m => m.FirmId == Firm.Id && m.FromOn <= today && (m.ToOn == null || m.ToOn >= today));
        MemberCount = await members.CountAsync(cancel);
        Points = await scores.Where(s => s.FirmId == Firm.Id).SumAsync(s => s.Total, cancel);
        Members = await members
            .OrderByDescending(m => scores.Where(s => s.PersonId == m.PersonId).Sum(s => s.Total))
            .ThenBy(m => m.PersonId)
            .Take(MembersMost)
            .Join(people, m => m.PersonId, p => p.Id, (m, p) => new Member(
                p.Id,
                p.Name,
                p.Email!,
                m.Personas,
                scores.Where(s => s.PersonId == p.Id).Sum(s => s.Total),
                valid.Any(c => c.PersonId == p.Id)))
            .ToListAsync(cancel);
        Members = [.. Members.OrderByDescending(m => m.Points).ThenBy(m => m.Name, locale.Sorting)];
    }

    private async Task<IReadOnlyList<Bar>> MonthsAsync(CancellationToken cancel)
    {
        var lines = db.SaleLines.AsNoTracking();
        var days = await db.Sales.AsNoTracking()
            .Where(s => s.FirmId == Firm.Id && s.State == SaleState.Approved)
            .Where(s => s.InvoiceOn >= Season.FromOn && s.InvoiceOn < Season.UntilOn)
            .Join(lines, s => s.Id, l => l.SaleId, (s, l) => new
            {
                s.InvoiceOn,
                Minor = l.ReportingMinor * (l.Quantity - l.ReturnedQuantity) / l.Quantity,
            })
            .GroupBy(x => x.InvoiceOn)
            .Select(g => new { Day = g.Key, Minor = g.Sum(x => x.Minor) })
            .ToListAsync(cancel);
        var currency = settings.Programme.Currency;
        var current = Period.Month(calendar.Today);
        return [.. Enumerable.Range(0, 12).Select(i => Period.Month(Season.FromOn.AddMonths(i))).Select(month =>
        {
            var minor = days.Where(d => month.Contains(d.Day)).Sum(d => d.Minor);
            return new Bar(
                locale.MonthShort(month.FromOn),
                locale.Month(month.FromOn),
                Currencies.ToMajor(minor, currency),
                locale.Money(minor, currency),
                month == current);
        })];
    }
}
