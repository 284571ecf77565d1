using Leap.Awards;
using Leap.Courses;
using Leap.Data;
using Leap.Promotions;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>What earned awards, as people know it.</summary>
internal static class AwardSources
{
    public sealed record Sourcing(Award Award, AccountLine.AwardPart Part);

    /// <summary>Awards with their promotion's name, and the sale or the module that earned them.</summary>
    public static IQueryable<Sourcing> Of(LeapDb db, IQueryable<Award> awards)
    {
        var versions = db.Set<PromotionVersion>().AsNoTracking();
        var sales = db.Sales.AsNoTracking();
        var completions = db.Completions.AsNoTracking();
        var modules = db.Modules.AsNoTracking();
        return awards
            .OrderBy(a => a.Id)
            .LeftJoin(
                versions,
                a => new { Id = a.PromotionId, Version = a.PromotionVersion },
                v => new { Id = (long?)v.PromotionId, v.Version },
                (a, v) => new { Award = a, Version = v })
            .LeftJoin(
                sales,
                x => x.Award.Activity == Activity.Sale ? (long?)x.Award.SourceId : null,
                s => s.Id,
                (x, s) => new { x.Award, x.Version, Sale = s })
            .LeftJoin(
                completions,
                x => x.Award.Activity == Activity.Course ? (long?)x.Award.SourceId : null,
                c => c.Id,
                (x, c) => new { x.Award, x.Version, x.Sale, Pass = c })
            .LeftJoin(
                modules,
                x => (long?)x.Pass!.ModuleId,
                m => m.Id,
                (x, m) => new Sourcing(x.Award, new AccountLine.AwardPart(
                    x.Award.Id,
                    x.Award.ArrivalEntryId,
                    x.Award.Points,
                    x.Version == null ? null : x.Version.Name,
                    x.Award.Reasons,
                    x.Sale == null ? null : new AccountLine.SaleSource(x.Sale.Id, x.Sale.CustomerName, x.Sale.InvoiceNumber),
                    m == null ? null : new AccountLine.ModuleSource(m.Code, m.Title, x.Pass!.ScorePercent))));
    }
}
