using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Writes the statement of the month before, and owes its mail, for everyone with activity in it. Statement and mail are one row each under
/// a unique key and written together, so a run that is repeated, late or cut off comes to exactly one each (T2, M1).
/// </summary>
public sealed class IssueStatements(
    LeapDb db, Movements movements, SealEntries sealEntries, VerifyBooks verifyBooks, Outbox outbox, Calendar calendar)
{
    private const int BatchPeople = 250;

    /// <param name="asOf">Any day of the month after the one that the statements are for.</param>
    /// <returns>How many statements were written.</returns>
    /// <exception cref="BooksException">The ledger is not as it was booked; a wrong figure is worse than none.</exception>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var month = Period.Month(Period.Month(asOf).FromOn.AddDays(-1));
        await sealEntries.RunAsync(cancel);
        var report = await verifyBooks.RunAsync(asOf: null, onProgress: null, cancel);
        if (report.Difference is { } difference)
        {
            throw new BooksException($"No statement was written, since the books do not balance: {difference}.");
        }

        var window = await WindowAsync(month, cancel);
        var issued = (await db.Statements.Where(s => s.Period == month.Key).Select(s => s.PersonId).ToListAsync(cancel)).ToHashSet();
        var active = await movements.ActiveAsync(window.AfterEntryId, window.UpToEntryId, cancel);
        var people = active.Where(id => !issued.Contains(id)).ToList();
        var count = 0;
        foreach (var batch in people.Chunk(BatchPeople))
        {
            count += await IssueAsync(batch, month, window, cancel);
        }

        return count;
    }

    /// <summary>
    /// The span of entries that the month's statements cover. It begins where the statements of the month before ended, so that nothing
    /// falls between two; without those, with the first entry that was booked in the month.
    /// </summary>
    private async Task<Window> WindowAsync(Period month, CancellationToken cancel)
    {
        if (await db.Statements.AsNoTracking().FirstOrDefaultAsync(s => s.Period == month.Key, cancel) is { } begun)
        {
            return new(begun.AfterEntryId, begun.HeadEntryId, begun.Head);
        }

        var before = Period.Month(month.FromOn.AddDays(-1)).Key;
        var start = calendar.StartOf(month.FromOn);
        var end = calendar.StartOf(month.UntilOn);
        var after = await db.Statements.Where(s => s.Period == before).MaxAsync(s => (long?)s.HeadEntryId, cancel)
            ?? await db.Entries.Where(e => e.BookedAt < start).MaxAsync(e => (long?)e.Id, cancel)
            ?? 0;
        var links = db.Links;
        var head = await db.Entries.AsNoTracking().Where(e => e.BookedAt < end)
            .OrderByDescending(e => e.BookedAt).ThenByDescending(e => e.Id)
            .Join(links, e => e.Id, l => l.EntryId, (_, l) => l)
            .FirstOrDefaultAsync(cancel);
        return head is null ? new(0, 0, "") : new(after, head.EntryId, Convert.ToHexStringLower(head.Hash));
    }

    private async Task<int> IssueAsync(long[] batch, Period month, Window window, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var people = await db.People.AsNoTracking().Where(p => batch.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var done = await db.Statements.Where(s => s.Period == month.Key && batch.Contains(s.PersonId))
            .Select(s => s.PersonId).ToHashSetAsync(cancel);
        var expiring = await Expiring.ReadAsync(db, batch, month.UntilOn, cancel);
        var figures = (await movements.ReadAsync(batch, window.AfterEntryId, window.UpToEntryId, cancel))
            .Where(f => !done.Contains(f.PersonId)).ToList();
        foreach (var of in figures)
        {
            db.Statements.Add(ToStatement(of, month, window));
            if (people[of.PersonId].StatementRhythm == StatementRhythm.Quarterly)
            {
                continue;
            }

            outbox.Owe(
                ToMail(of, people[of.PersonId].Name, month, window, [.. expiring[of.PersonId]]),
                people[of.PersonId].ToRecipient(),
                $"{month.Key}/statement/{of.PersonId}");
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return figures.Count;
    }

    private Statement ToStatement(Movements.Of of, Period month, Window window) => new()
    {
        PersonId = of.PersonId,
        Period = month.Key,
        Zone = calendar.ZoneName,
        Opening = of.Opening,
        Earned = of.Sum(Movements.Learned, Movements.Sold),
        Redeemed = -of.Sum(Movements.Redeemed, Movements.Cancelled, Movements.Held),
        Expired = -of.Sum(Movements.Expired),
        Reversed = -of.Sum(Movements.Reversed, Movements.Repaid, Movements.Corrected),
        Closing = of.Closing,
        Pending = of.Pending,
        AfterEntryId = window.AfterEntryId,
        HeadEntryId = window.UpToEntryId,
        Head = window.Head,
        IssuedAt = calendar.Now,
    };

    private static StatementMail ToMail(
        Movements.Of of, string name, Period month, Window window, IReadOnlyList<StatementExpiry> expiring) => new()
    {
        Name = name,
        MonthOn = month.FromOn,
        PeriodKey = month.Key,
        Opening = of.Opening,
        Groups = of.Groups,
        Closing = of.Closing,
        Pending = of.Pending,
        Expiring = expiring,
        Head = window.Head,
    };

    private sealed record Window(long AfterEntryId, long UpToEntryId, string Head);
}

/// <summary>The books are not as they were booked; the message names the first difference.</summary>
public sealed class BooksException(string message) : Exception(message);
