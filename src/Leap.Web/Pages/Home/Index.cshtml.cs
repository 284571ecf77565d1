using Leap.Awards;
using Leap.Badges;
using Leap.Badges.Criteria;
using Leap.Courses;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Rewards;
using Leap.Sales;
using Leap.Settings;
using Leap.Tiers;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Home;

/// <summary>What a seller looks at every day: what they have, what to do next, and where they and their firm stand.</summary>
[May(Permission.Learn)]
public sealed class IndexModel(
    LeapDb db, Calendar calendar, Me me, Balances balances, Standings standings, TierProgress progress) : PageModel
{
    public const int OpenSalesMax = 5;
    public const int LatestBadgesMax = 4;

    /// <summary>A sale of the season, or one that still waits for its decision.</summary>
    /// <param name="Pending">Points that wait for the decision.</param>
    public sealed record SaleRow(
        long Id, string CustomerName, string InvoiceNumber, DateOnly InvoiceOn, string Currency, SaleState State, long Pending)
    {
        public IReadOnlyList<LineRow> Lines { get; init; } = [];

        public long NetMinor => Lines.Sum(l => l.Quantity * l.UnitPriceMinor);
    }

    public sealed record LineRow(string Family, int Quantity, int Returned, long UnitPriceMinor, long ReportingMinor);

    public sealed record BadgeRow(Badge Badge, string? PublicId, DateOnly? AwardedOn, string? Season);

    public sealed record RewardRow(LocalizedText Name, long Points);

    /// <summary>What was earned in a month of the season.</summary>
    public sealed record MonthRow(DateOnly FromOn, long Points);

    public Balances.Glance Account { get; private set; } = null!;

    public DateOnly Today { get; } = calendar.Today;

    public Period Season { get; } = calendar.Season(calendar.Today);

    public IReadOnlyList<MonthRow> Months { get; private set; } = [];

    public TierProgress.Row Firm { get; private set; } = null!;

    public (int Rank, int Count, long Points, long? ToNext)? Standing { get; private set; }

    public IReadOnlyList<NextStep> Steps { get; private set; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SaleRow> OpenSales { get; private set; } = [];

    /// <summary>Those that the person holds, newest first.</summary>
    public IReadOnlyList<BadgeRow> Badges { get; private set; } = [];

    public RunningPromotion? Promotion { get; private set; }

    public RewardRow? Reward { get; private set; }

    public long EarnedThisMonth => Months.First(m => m.FromOn == Period.Month(Today).FromOn).Points;

    public long EarnedThisSeason => Months.Sum(m => m.Points);

    public async Task OnGetAsync([FromServices] LeapSettings settings, CancellationToken cancel)
    {
        Account = await balances.GlanceAsync(me.PersonId, cancel);
        Months = await ReadMonthsAsync(cancel);
        Standing = await standings.OwnAsync(
            new(BoardScope.Country, me.Country, BoardKind.Both, Period.Month(Today).Key), me.PersonId, cancel);
        Firm = (await progress.OnAsync(Today, me.FirmId, cancel)).Single();
        Reward = await ReadRewardAsync(cancel);
        var running = await RunningPromotion.ReadAsync(db, Today, me.PersonId, cancel);
        Promotion = running.FirstOrDefault(p => !p.Promotion.IsBase && p.CanPay(me.Country, me.Tier.ToString()));
        var sales = await ReadSalesAsync(cancel);
        OpenSales = [.. sales.Where(s => s.State == SaleState.Submitted)];
        var badges = await ReadBadgesAsync(cancel);
        Badges = [.. badges.Where(b => b.AwardedOn is not null).OrderByDescending(b => b.AwardedOn).ThenByDescending(b => b.Badge.Id)];
        var modules = await ReadModulesAsync(cancel);
        var extra = modules.Select(m => m.Family).Distinct(StringComparer.Ordinal)
            .ToDictionary(f => f, f => ExtraFor(f, running, settings.Programme.Currency), StringComparer.Ordinal);
        Steps = NextStep.Choose(modules, extra, Nearest(badges, RecordOf(sales, modules)), Today);
    }

    /// <summary>What promotions would add for a module of the family, passed today.</summary>
    private IReadOnlyList<Grant> ExtraFor(string family, IReadOnlyList<RunningPromotion> running, string currency)
    {
        var facts = new Facts { IsSale = false, Day = Today, Country = me.Country, Tier = me.Tier.ToString(), Family = family };
        return RunningPromotion.RefereeOf(running, me.PersonId, currency).Judge(me.PersonId, [facts]).Grants;
    }

    /// <summary>Every month of the season, those to come with nothing.</summary>
    private async Task<IReadOnlyList<MonthRow>> ReadMonthsAsync(CancellationToken cancel)
    {
        var months = Enumerable.Range(0, 12).Select(i => Period.Month(Season.FromOn.AddMonths(i))).ToList();
        var keys = months.ConvertAll(m => m.Key);
        var scores = await db.Scores.AsNoTracking()
            .Where(s => s.PersonId == me.PersonId && keys.Contains(s.Period))
            .Select(s => new { s.Period, s.Total })
            .ToListAsync(cancel);
        return months.ConvertAll(m => new MonthRow(m.FromOn, scores.Find(s => s.Period == m.Key)?.Total ?? 0));
    }

    /// <summary>The cheapest that the balance does not reach yet; the dearest when it reaches every one.</summary>
    private Task<RewardRow?> ReadRewardAsync(CancellationToken cancel)
    {
        var available = Account.Balance.Available;
        return db.Rewards.AsNoTracking()
            .OrderBy(r => r.Points <= available).ThenBy(r => r.Points <= available ? -r.Points : r.Points).ThenBy(r => r.Id)
            .Select(r => new RewardRow(r.Name, r.Points))
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>Newest first. Read flat: a list in the projection would join all lines of all sales first.</summary>
    private async Task<IReadOnlyList<SaleRow>> ReadSalesAsync(CancellationToken cancel)
    {
        var products = db.Products.AsNoTracking();
        var waiting = db.Awards.AsNoTracking().Where(a => a.Activity == Activity.Sale && a.State == AwardState.Undecided);
        var lines = await db.Sales.AsNoTracking()
            .Where(s => s.PersonId == me.PersonId)
            .Where(s => s.State == SaleState.Submitted
                || (s.State == SaleState.Approved && s.InvoiceOn >= Season.FromOn && s.InvoiceOn < Season.UntilOn))
            .SelectMany(s => s.Lines, (s, l) => new { Sale = s, Line = l })
            .Join(products, x => x.Line.ProductId, p => p.Id, (x, p) => new { x.Sale, x.Line, p.Family })
            .OrderByDescending(x => x.Sale.SubmittedAt).ThenByDescending(x => x.Sale.Id)
            .Select(x => new
            {
                Sale = new SaleRow(
                    x.Sale.Id,
                    x.Sale.CustomerName,
                    x.Sale.InvoiceNumber,
                    x.Sale.InvoiceOn,
                    x.Sale.Currency,
                    x.Sale.State,
                    x.Sale.State == SaleState.Submitted
                        ? waiting.Where(a => a.SourceId == x.Sale.Id).Sum(a => a.Points - a.ReversedPoints)
                        : 0),
                Line = new LineRow(
                    x.Family, x.Line.Quantity, x.Line.ReturnedQuantity, x.Line.UnitPriceMinor, x.Line.ReportingMinor),
            })
            .ToListAsync(cancel);
        return [.. lines.GroupBy(x => x.Sale.Id).Select(g => g.First().Sale with { Lines = [.. g.Select(x => x.Line)] })];
    }

    private Task<List<BadgeRow>> ReadBadgesAsync(CancellationToken cancel)
    {
        var mine = db.Assertions.AsNoTracking().Where(a => a.PersonId == me.PersonId);
        return db.Badges.AsNoTracking()
            .LeftJoin(
                mine,
                b => b.Id,
                a => a.BadgeId,
                (b, a) => new BadgeRow(b, a == null ? null : a.PublicId, a == null ? null : a.AwardedOn, a == null ? null : a.Period))
            .ToListAsync(cancel);
    }

    private Task<List<NextStepModule>> ReadModulesAsync(CancellationToken cancel)
    {
        var passes = db.Completions.AsNoTracking().Where(c => c.PersonId == me.PersonId);
        return db.Modules.AsNoTracking()
            .OrderByDescending(m => m.Points).ThenBy(m => m.Minutes).ThenBy(m => m.Id)
            .Select(m => new NextStepModule(
                m.Id,
                m.Code,
                m.Title,
                m.Kind,
                m.Family,
                m.Minutes,
                m.Points,
                m.Version,
                passes.Where(c => c.ModuleId == m.Id)
                    .Select(c => new NextStepPass(c.ModuleVersion, c.CompletedOn, c.ValidUntilOn)).ToList()))
            .ToListAsync(cancel);
    }

    private SeasonRecord RecordOf(IReadOnlyList<SaleRow> sales, List<NextStepModule> modules)
    {
        var approved = sales.Where(s => s.State == SaleState.Approved).ToList();
        return new()
        {
            Passes = [.. modules.SelectMany(m => m.Passes
                .Where(p => Season.Contains(p.CompletedOn))
                .Select(p => new SeasonRecord.PassedModule(m.Id, m.Kind, m.Family, p.CompletedOn)))],
            SalesApproved = approved.Count,
            Families = [.. approved.SelectMany(s => s.Lines)
                .GroupBy(l => l.Family, StringComparer.Ordinal)
                .Select(g => new SeasonRecord.FamilySales(g.Key, g.Sum(l => l.Quantity - l.Returned), g.Sum(l => l.ReportingMinor)))],
        };
    }

    /// <summary>The badge of this season with the shortest way to go; null when all are held.</summary>
    private NearestBadge? Nearest(List<BadgeRow> badges, SeasonRecord record)
    {
        var held = badges.Where(b => b.Season == Season.Key).Select(b => b.Badge.Id).ToHashSet();
        return badges.Select(b => b.Badge).DistinctBy(b => b.Id)
            .Where(b => !held.Contains(b.Id))
            .Select(b => new NearestBadge(b, Criterion.All[b.Criterion].ProgressOf(record, BadgeTerms.Parse(b.Parameters)!)))
            .Where(b => b.Progress.Percent < 100)
            .OrderByDescending(b => b.Progress.Percent).ThenBy(b => b.Badge.Id)
            .FirstOrDefault();
    }
}
