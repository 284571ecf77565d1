using Leap.Data;
using Leap.Programmes;
using Leap.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Sales;

/// <summary>The sales that wait for a decision, the oldest first.</summary>
internal static class ReviewQueue
{
    /// <summary>Days after the report within which a sale should be decided.</summary>
    public const int DueDays = 5;

    public static IQueryable<Sale> Open(LeapDb db) => db.Sales.AsNoTracking().Where(s => s.State == SaleState.Submitted);

    /// <summary>Sales reported before this instant are late.</summary>
    public static DateTime LateBefore(Calendar calendar) => calendar.StartOf(calendar.Today.AddDays(-DueDays));

    /// <summary>The open sale that comes after the one just decided, else the oldest; null when none is left.</summary>
    public static async Task<long?> NextAsync(LeapDb db, DateTime submittedAt, long id, CancellationToken cancel)
    {
        var open = Open(db).OrderBy(s => s.SubmittedAt).ThenBy(s => s.Id);
        return await open
                .Where(s => s.SubmittedAt > submittedAt || (s.SubmittedAt == submittedAt && s.Id > id))
                .Select(s => (long?)s.Id).FirstOrDefaultAsync(cancel)
            ?? await open.Select(s => (long?)s.Id).FirstOrDefaultAsync(cancel);
    }
}
