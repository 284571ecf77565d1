using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Erases everyone whose time has come, then overwrites what the database keeps of it, once for all of them. Cut off in between, the next
/// run goes on where this one stopped.
/// </summary>
public sealed class CarryOutErasures(
    LeapDb db, ErasePerson erasePerson, ForfeitPoints forfeitPoints, ScrubDatabase scrubDatabase, Calendar calendar)
{
    /// <returns>How many people were erased.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = calendar.Now;
        var due = await db.Erasures.AsNoTracking()
            .Where(e => e.CancelledAt == null && e.DoneAt == null && e.DueAt <= now)
            .OrderBy(e => e.DueAt)
            .Select(e => e.Id)
            .ToListAsync(cancel);
        var count = 0;
        foreach (var erasureId in due)
        {
            count += await erasePerson.RunAsync(erasureId, cancel) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        await forfeitPoints.RunAsync(cancel);
        await ScrubAsync(cancel);
        return count;
    }

    private async Task ScrubAsync(CancellationToken cancel)
    {
        var open = await db.Erasures.Where(e => e.DoneAt != null && e.CleanedAt == null).Select(e => e.Id).ToListAsync(cancel);
        if (open.Count == 0 || !await scrubDatabase.RunAsync(cancel))
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        await db.Erasures.Where(e => open.Contains(e.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.CleanedAt, calendar.Now), cancel);
        await write.CommitAsync(cancel);
    }
}
