using System.Globalization;
using Leap.Data;
using Leap.Imports;
using Leap.Leaderboards;
using Leap.Locales;
using Leap.Members;
using Leap.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Firms;

/// <summary>The firms that a manager asked for, for the page and for the file: those with most revenue in the season first.</summary>
public sealed class FirmsList(LeapDb db, TierProgress progress, Programmes.Calendar calendar)
{
    /// <param name="Country">Empty for all.</param>
    /// <param name="Tier">Null for all.</param>
    public sealed record Filter(string Typed, string Country, Tier? Tier);

    /// <param name="Points">Earned by its people in the season.</param>
    public sealed record Row(
        long Id,
        string Code,
        string Name,
        string Country,
        string City,
        string Language,
        Tier Tier,
        int Members,
        int CertifiedPeople,
        long RevenueMinor,
        long Points,
        bool IsMerged);

    private static readonly string[] Columns =
        ["code", "name", "country", "city", "language", "tier", "members", "certified_people", "currency", "revenue", "points"];

    /// <summary>Firms of today; one that was merged is found only by its name or code.</summary>
    public async Task<IReadOnlyList<Row>> AllAsync(Filter filter, CancellationToken cancel)
    {
        var today = calendar.Today;
        var season = calendar.Season(today).Key;
        var firms = await new NameSearch(db, filter.Typed).Firms().AsNoTracking()
            .Where(f => f.MergedIntoId == null || filter.Typed != "")
            .Where(f => (filter.Country == "" || f.Country == filter.Country) && (filter.Tier == null || f.Tier == filter.Tier))
            .ToListAsync(cancel);
        var members = await db.Memberships.AsNoTracking()
            .Where(m => m.FromOn <= today && (m.ToOn == null || m.ToOn >= today))
            .GroupBy(m => m.FirmId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(x => x.Key, x => x.Count, cancel);
        var points = await db.Scores.AsNoTracking()
            .Where(s => s.Period == season)
            .GroupBy(s => s.FirmId)
            .Select(g => new { g.Key, Points = g.Sum(s => s.Total) })
            .ToDictionaryAsync(x => x.Key, x => x.Points, cancel);
        var far = (await progress.OnAsync(today, firmId: null, cancel)).ToDictionary(r => r.FirmId);
        return [.. firms
            .Select(f => new Row(
                f.Id,
                f.Code,
                f.Name,
                f.Country,
                f.City,
                f.Language,
                f.Tier,
                members.GetValueOrDefault(f.Id),
                far.GetValueOrDefault(f.Id)?.CertifiedPeople ?? 0,
                far.GetValueOrDefault(f.Id)?.RevenueMinor ?? 0,
                points.GetValueOrDefault(f.Id),
                f.MergedIntoId is not null))
            .OrderByDescending(r => r.RevenueMinor)
            .ThenByDescending(r => r.Points)
            .ThenBy(r => r.Code, StringComparer.Ordinal)];
    }

    /// <param name="currency">The reporting currency's code.</param>
    public static Task<byte[]> FileAsync(IReadOnlyList<Row> rows, string currency, CancellationToken cancel) =>
        CsvFile.BytesAsync(Columns, rows.Select(row => Cells(row, currency)), cancel);

    private static string[] Cells(Row row, string currency) =>
    [
        row.Code, row.Name, row.Country, row.City, row.Language, Choices.Name(row.Tier), Number(row.Members), Number(row.CertifiedPeople),
        currency, Currencies.ToMajor(row.RevenueMinor, currency).ToString(CultureInfo.InvariantCulture), Number(row.Points),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
