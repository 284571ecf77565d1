using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Writes one statement a quarter, and owes its mail, once the last of its months is closed, for everyone who had a month in it that was
/// not mailed by itself (M3): who changes the rhythm in the middle of a quarter hears of all of it.
/// </summary>
public sealed class MailQuarters(LeapDb db, VerifyBooks verifyBooks, StatementSheets sheets, Outbox outbox, Calendar calendar)
{
    private const int BatchPeople = 500;

    /// <param name="asOf">Any day of the quarter after the one that the mails are for.</param>
    /// <returns>How many mails are owed now that were not before.</returns>
    /// <exception cref="BooksException">The ledger is not as it was booked; a wrong figure is worse than none.</exception>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var quarter = calendar.Quarter(calendar.Quarter(asOf).FromOn.AddDays(-1));
        var months = await db.ClosedMonths.AsNoTracking()
            .Where(m => m.FromOn >= quarter.FromOn && m.FromOn < quarter.UntilOn)
            .OrderBy(m => m.FromOn)
            .ToListAsync(cancel);
        if (months.Count == 0 || months[^1].Span.Period.UntilOn != quarter.UntilOn)
        {
            return 0;
        }

        var keys = months.ConvertAll(m => m.Span.Period.Key);
        var statements = db.Statements;
        var readers = await statements
            .Where(s => keys.Contains(s.Period) && s.Rhythm == StatementRhythm.Quarterly)
            .Where(s => !statements.Any(o => o.PersonId == s.PersonId && o.Period == quarter.Key))
            .Select(s => s.PersonId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancel);
        if (readers.Count == 0)
        {
            return 0;
        }

        await verifyBooks.RequireAsync(cancel);
        var span = StatementSpan.Of(quarter, months);
        var places = await PeriodPlaces.ReadAsync(db, span, cancel);
        var count = 0;
        foreach (var batch in readers.Chunk(BatchPeople))
        {
            count += await OweAsync(await sheets.ReadAsync(batch, span, places, cancel), span, cancel);
        }

        return count;
    }

    private async Task<int> OweAsync(
        IReadOnlyList<(long PersonId, StatementSheet Sheet)> batch, StatementSpan span, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await CloseMonths.LockAsync(db, cancel);
        var key = span.Period.Key;
        var ids = batch.Select(b => b.PersonId).ToList();
        var done = await db.Statements.Where(s => s.Period == key && ids.Contains(s.PersonId))
            .Select(s => s.PersonId)
            .ToHashSetAsync(cancel);
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var owed = 0;
        foreach (var (id, sheet) in batch.Where(b => !done.Contains(b.PersonId)))
        {
            db.Statements.Add(Statement.Of(id, sheet, span, StatementRhythm.Quarterly, calendar.Now));
            var mail = new StatementMail { Name = people[id].Name, Sheet = sheet };
            owed += outbox.Owe(mail, people[id].ToRecipient(), $"{key}/statement/{id}") is null ? 0 : 1;
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return owed;
    }
}
