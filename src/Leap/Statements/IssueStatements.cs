using Leap.Data;
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
    LeapDb db, CloseMonths closeMonths, Movements movements, StatementSheets sheets, Outbox outbox, Calendar calendar)
{
    private const int BatchPeople = 500;

    /// <param name="asOf">Any day of the month after the one that the statements are for.</param>
    /// <returns>How many statements were written; also those of earlier months that no run came to.</returns>
    /// <exception cref="BooksException">The ledger is not as it was booked; a wrong figure is worse than none.</exception>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var count = 0;
        foreach (var month in await closeMonths.RunAsync(asOf, cancel))
        {
            count += await IssueAsync(month.Span, cancel);
        }

        return count;
    }

    private async Task<int> IssueAsync(StatementSpan span, CancellationToken cancel)
    {
        var issued = await db.Statements.Where(s => s.Period == span.Period.Key).Select(s => s.PersonId).ToHashSetAsync(cancel);
        var active = await movements.ActiveAsync(span.AfterEntryId, span.HeadEntryId, cancel);
        var people = active.Where(id => !issued.Contains(id)).ToList();
        if (people.Count == 0)
        {
            return 0;
        }

        var places = await PeriodPlaces.ReadAsync(db, span, cancel);
        var count = 0;
        foreach (var batch in people.Chunk(BatchPeople))
        {
            count += await IssueAsync(await sheets.ReadAsync(batch, span, places, cancel), span, cancel);
        }

        return count;
    }

    private async Task<int> IssueAsync(
        IReadOnlyList<(long PersonId, StatementSheet Sheet)> batch, StatementSpan span, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await CloseMonths.LockAsync(db, cancel);
        var ids = batch.Select(b => b.PersonId).ToList();
        var done = await db.Statements.Where(s => s.Period == span.Period.Key && ids.Contains(s.PersonId))
            .Select(s => s.PersonId)
            .ToHashSetAsync(cancel);
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var statements = new List<Statement>(batch.Count);
        foreach (var (id, sheet) in batch.Where(b => !done.Contains(b.PersonId)))
        {
            var person = people[id];
            statements.Add(Statement.Of(id, sheet, span, person.StatementRhythm, calendar.Now));
            if (person.StatementRhythm == StatementRhythm.Monthly)
            {
                outbox.Owe(
                    new StatementMail { Name = person.Name, Sheet = sheet }, person.ToRecipient(), $"{span.Period.Key}/statement/{id}");
            }
        }

        await db.InsertAsync(statements, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return statements.Count;
    }
}
