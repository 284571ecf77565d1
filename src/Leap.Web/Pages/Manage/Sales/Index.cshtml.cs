using Leap.Awards;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Sales;
using Leap.Web.Access;
using Leap.Web.Pages.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Sales;

/// <summary>The review queue: open sales, the oldest first, many approved at once; and what was decided lately.</summary>
[May(Permission.SeeSales, Act = Permission.ReviewSales)]
public sealed class IndexModel(LeapDb db, DecideSales decideSales, Calendar calendar, Me me, Locale locale) : PageModel
{
    public const int PageSize = 25;

    [FromQuery]
    public ReviewFilter Filter { get; set; } = new();

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>What a decision just did, in the reader's language; null when nothing was.</summary>
    [TempData]
    public string? Notice { get; set; }

    /// <summary>The sale that the notice speaks of; null for several.</summary>
    [TempData]
    public string? NoticeSale { get; set; }

    /// <summary>What a bulk decision could not do; null or empty when all went well.</summary>
    [TempData]
    public string? Refusals { get; set; }

    public QueueFigures Figures { get; private set; } = null!;

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public IReadOnlyList<ReviewRow> Sales { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>At stake, or earned by what was decided.</summary>
    public IReadOnlyDictionary<long, long> Points { get; private set; } = null!;

    public int DaysWaiting(ReviewRow row) => calendar.Today.DayNumber - calendar.DayOf(row.SubmittedAt).DayNumber;

    public TimeZoneInfo Zone => me.Zone;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Figures = await FiguresAsync(cancel);
        Countries = await CountriesAsync(cancel);
        var all = Filter.IsDecided ? db.Sales.AsNoTracking().Where(s => s.State != SaleState.Submitted) : ReviewQueue.Open(db);
        var sales = Filter.Of(db, all);
        Total = await sales.CountAsync(cancel);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Sales = await RowsAsync(sales, cancel);
        Points = await SalePoints.OfAsync(db, [.. Sales.Select(s => s.Id)], cancel);
    }

    /// <param name="ids">The sales that were ticked.</param>
    public async Task<IActionResult> OnPostApproveAsync(long[] ids, CancellationToken cancel)
    {
        var decisions = ids.Distinct().Select(id => new SaleDecision(id, me.PersonId)).ToList();
        var outcomes = await decideSales.RunAsync(decisions, tellsSellers: true, cancel);
        var refused = outcomes.Where(o => o.Refusal is not null).GroupBy(o => o.Refusal!.Value).ToList();
        NoticeSale = null;
        Notice = ids.Length == 0
            ? locale["review.bulk.none"]
            : locale.Count("review.bulk.approved", outcomes.Count(o => o.Refusal is null));
        Refusals = string.Join(' ', refused.Select(g =>
            locale.Count("review.bulk.refused", g.Count(), ("reason", locale[$"refusal.DecideSales.{g.Key}"]))));
        return LocalRedirect(Filter.Address(isDecided: false));
    }

    private async Task<QueueFigures> FiguresAsync(CancellationToken cancel)
    {
        var (lines, awards) = (db.SaleLines, db.Awards);
        var late = ReviewQueue.LateBefore(calendar);
        var lately = calendar.StartOf(calendar.Today.AddDays(-7));
        var open = ReviewQueue.Open(db);
        var counts = await open.GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Late = g.Count(s => s.SubmittedAt < late) })
            .FirstOrDefaultAsync(cancel);
        var points = await open
            .Join(awards.Where(a => a.Activity == Activity.Sale), s => s.Id, a => a.SourceId, (s, a) => a.Points - a.ReversedPoints)
            .SumAsync(cancel);
        var decided = await db.Sales.Where(s => s.DecidedAt >= lately).GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Approved = g.Count(s => s.State == SaleState.Approved) })
            .FirstOrDefaultAsync(cancel);
        return new QueueFigures(counts?.Count ?? 0, counts?.Late ?? 0, decided?.Count ?? 0, decided?.Approved ?? 0)
        {
            ReportingMinor = await open.Join(lines, s => s.Id, l => l.SaleId, (s, l) => l.ReportingMinor).SumAsync(cancel),
            Points = points,
        };
    }

    private async Task<List<(string Code, string Name)>> CountriesAsync(CancellationToken cancel)
    {
        var codes = await db.Firms.Select(f => f.Country).Distinct().ToListAsync(cancel);
        return [.. codes.Select(c => (c, Name: locale.Country(c))).OrderBy(c => c.Name, locale.Sorting)];
    }

    private Task<List<ReviewRow>> RowsAsync(IQueryable<Sale> sales, CancellationToken cancel)
    {
        var (firms, people) = (db.Firms, db.People);
        var sorted = Filter.IsDecided
            ? sales.OrderByDescending(s => s.DecidedAt).ThenByDescending(s => s.Id)
            : sales.OrderBy(s => s.SubmittedAt).ThenBy(s => s.Id);
        return sorted
            .Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(s => new ReviewRow(s.Id, s.State, s.InvoiceNumber, s.InvoiceOn, s.SubmittedAt, s.DecidedAt)
            {
                CustomerName = s.CustomerName,
                FirmName = firms.Where(f => f.Id == s.FirmId).Select(f => f.Name).First(),
                FirmCountry = firms.Where(f => f.Id == s.FirmId).Select(f => f.Country).First(),
                SellerName = people.Where(p => p.Id == s.PersonId).Select(p => p.Name).First(),
                Lines = s.Lines.Count,
                ReportingMinor = s.Lines.Sum(l => l.ReportingMinor),
            })
            .ToListAsync(cancel);
    }
}

/// <param name="Late">Of the waiting ones.</param>
/// <param name="Decided">In the last seven days.</param>
public sealed record QueueFigures(int Waiting, int Late, int Decided, int Approved)
{
    /// <summary>Value of what waits, in minor units of the reporting currency.</summary>
    public required long ReportingMinor { get; init; }

    /// <summary>Points at stake in what waits.</summary>
    public required long Points { get; init; }
}
