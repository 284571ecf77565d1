using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Leap.Rewards;
using Leap.Statements;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Points;

/// <summary>The person's points line by line, what waits, and what expires when.</summary>
[May(Permission.SeeOwnRecord)]
public sealed class IndexModel(
    LeapDb db, Calendar calendar, Me me, Balances balances, AccountLines lines, RedemptionRights rights) : PageModel
{
    public const int PageSize = 50;
    private const int ExpiryMonthsMax = 60;

    /// <summary>A month and the points that expire in it.</summary>
    /// <param name="LastOn">Their last day; null when they have several, or there are none.</param>
    public sealed record ExpiryRow(Period Month, DateOnly? LastOn, long Points);

    /// <summary>`all`, `in`, `out` or `pending`.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>What the lines were about; null for everything.</summary>
    [FromQuery]
    public LineKind? Kind { get; set; }

    /// <summary>The key of a month, quarter or season; anything else is ever.</summary>
    [FromQuery(Name = "in")]
    public string? In { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public bool IsFiltered => Kind is not null || Span is not null;

    public Period? Span { get; private set; }

    public PointsTab Tab { get; private set; }

    public Balances.Glance Account { get; private set; } = null!;

    public RedemptionRights.Rights Rights { get; private set; } = null!;

    public IReadOnlyList<AccountLine> Lines { get; private set; } = [];

    public IReadOnlyDictionary<DateOnly, long> Months { get; private set; } = new Dictionary<DateOnly, long>();

    public IReadOnlyList<PendingLine> Pending { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Every month from this one to the last in which something expires.</summary>
    public IReadOnlyList<ExpiryRow> Expiry { get; private set; } = [];

    /// <summary>The last day of points that come in today.</summary>
    public DateOnly TodaysLastOn { get; } = calendar.ExpiryOf(calendar.Today);

    public Period Season { get; } = calendar.Season(calendar.Today);

    public long Learned { get; private set; }

    public long Sold { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Tab = Enum.TryParse<PointsTab>(Show, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : PointsTab.All;
        Kind = Kind is { } kind && Enum.IsDefined(kind) ? Kind : null;
        Span = In is ['2', ..] ? calendar.Find(In) : null;
        Account = await balances.GlanceAsync(me.PersonId, cancel);
        Rights = await rights.OfAsync(me.PersonId, Account.Balance.Debt, cancel);
        Expiry = ByMonth(await balances.ExpiringAsync(me.PersonId, ExpiryMonthsMax, cancel));
        var earned = await db.Scores.AsNoTracking()
            .Where(s => s.PersonId == me.PersonId && s.Period == Season.Key)
            .Select(s => new { s.Learning, s.Selling })
            .FirstOrDefaultAsync(cancel);
        Learned = Math.Max(0, earned?.Learning ?? 0);
        Sold = Math.Max(0, earned?.Selling ?? 0);
        if (Tab == PointsTab.Pending)
        {
            var pending = await lines.PendingAsync(me.PersonId, cancel);
            Turn(pending.Count);
            Pending = [.. pending.Skip((Number - 1) * PageSize).Take(PageSize)];
            return;
        }

        var choice = new AccountLines.Choice(me.PersonId, Enum.Parse<LineDirection>(Tab.ToString())) { Kind = Kind, Span = Span };
        Turn(await lines.CountAsync(choice, cancel));
        Lines = await lines.ReadAsync(choice, (Number - 1) * PageSize, PageSize, cancel);
        if (Lines.Count > 0)
        {
            var months = await lines.MonthsAsync(choice, Lines[^1].BookedOn, Lines[0].BookedOn, cancel);
            Months = months.ToDictionary(m => m.FromOn, m => m.Points);
        }
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancel) =>
        File(await PointsFile.WriteAsync(lines, me.PersonId, cancel), "text/csv; charset=utf-8", "points.csv");

    public string Address(PointsTab tab, int number = 1) => Url.Page("/Points/Index", new
    {
        show = tab == PointsTab.All ? null : tab.ToString().ToLowerInvariant(),
        kind = Kind,
        @in = Span?.Key,
        p = number == 1 ? null : (int?)number,
    })!;

    /// <summary>The last twelve months and two seasons, each from the newest, and the one that was chosen.</summary>
    public IEnumerable<Period> Spans => Enumerable.Range(0, 12).Select(i => Period.Month(calendar.Today.AddMonths(-i)))
        .Append(Season)
        .Append(calendar.Season(calendar.Today.AddYears(-1)))
        .Concat(Span is null ? [] : [Span])
        .Distinct();

    private void Turn(int total)
    {
        Total = total;
        Number = Math.Clamp(Number, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
    }

    private List<ExpiryRow> ByMonth(IReadOnlyList<Balances.Expiring> expiring)
    {
        var rows = new List<ExpiryRow>();
        if (expiring.Count > 0)
        {
            for (var month = Period.Month(calendar.Today); month.FromOn <= expiring[^1].ExpiresOn; month = Period.Month(month.UntilOn))
            {
                var own = expiring.Where(e => month.Contains(e.ExpiresOn)).ToList();
                rows.Add(new(month, own is [var only] ? only.ExpiresOn : null, own.Sum(e => e.Points)));
            }
        }

        return rows;
    }
}

public enum PointsTab
{
    All,
    In,
    Out,
    Pending,
}
