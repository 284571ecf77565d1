using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>
/// Makes waiting points available on their day (L5), one entry an award, so a repeated or interrupted run comes to the same.
/// </summary>
public sealed class ReleaseAwards(LeapDb db, Journal journal, Calendar calendar)
{
    private const int BatchAwards = 500;

    /// <param name="asOf">
    /// The day in the programme's zone; awards whose release date is this day or earlier are released, and none before its time.
    /// </param>
    /// <returns>How many awards became available.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var day = asOf < calendar.Today ? asOf : calendar.Today;
        var released = 0;
        while (await ReleaseBatchAsync(day, cancel) is var count and > 0)
        {
            released += count;
        }

        return released;
    }

    private async Task<int> ReleaseBatchAsync(DateOnly asOf, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await journal.LockAsync(cancel);
        var due = await db.Awards
            .Where(a => a.State == AwardState.Waiting && a.ReleaseOn <= asOf)
            .OrderBy(a => a.ReleaseOn).ThenBy(a => a.Id)
            .Take(BatchAwards)
            .ToListAsync(cancel);
        due.ForEach(a => a.State = AwardState.Available);
        var standing = due.Where(a => a.Standing > 0).ToList();
        var firstOpen = await journal.OpenDayAsync(DateOnly.MinValue, cancel);
        var posted = await journal.PostAsync(standing.ConvertAll(a => ToEntry(a, firstOpen)), cancel);
        for (var i = 0; i < standing.Count; i++)
        {
            standing[i].ArrivalEntryId = posted[i].EntryId;
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return due.Count;
    }

    private NewEntry ToEntry(Award award, DateOnly firstOpenOn) => new(
        $"award/{award.Id}/released",
        EntryKind.Released,
        award.ReleaseOn!.Value < firstOpenOn ? firstOpenOn : award.ReleaseOn.Value,
        "",
        [new Leg(AccountRef.Pending(award.PersonId), -award.Standing), new Leg(AccountRef.Available(award.PersonId), award.Standing)])
    {
        ExpiresOn = calendar.ExpiryOf(award.ReleaseOn.Value),
    };
}
