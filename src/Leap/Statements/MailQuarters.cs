using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Owes one mail a quarter, once the statement of its last month is written, to those who asked for mails in that rhythm (M3).
/// </summary>
public sealed class MailQuarters(LeapDb db, Movements movements, Outbox outbox, Calendar calendar)
{
    private const int BatchPeople = 250;

    /// <summary>How long the statements of the last month are waited for; when nobody had any activity in it, there are none.</summary>
    private const int WaitDays = 5;

    /// <param name="asOf">Any day of the quarter after the one that the mails are for.</param>
    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var quarter = calendar.Quarter(calendar.Quarter(asOf).FromOn.AddDays(-1));
        var months = Enumerable.Range(0, 3).Select(i => Period.Month(quarter.FromOn.AddMonths(i)).Key).ToList();
        var statements = db.Statements.AsNoTracking().Where(s => months.Contains(s.Period));
        var last = await statements.OrderByDescending(s => s.HeadEntryId)
            .Select(s => new { s.HeadEntryId, s.Head, s.Period })
            .FirstOrDefaultAsync(cancel);
        var isYetToCome = last?.Period != months[2] && asOf < quarter.UntilOn.AddDays(WaitDays);
        if (last is null || isYetToCome)
        {
            return 0;
        }

        var after = await statements.MinAsync(s => s.AfterEntryId, cancel);
        var begun = $"{quarter.Key}/statement/";
        var told = await db.Messages.Where(m => m.Key.StartsWith(begun)).Select(m => m.PersonId).ToListAsync(cancel);
        var readers = await db.People.AsNoTracking()
            .Where(p => p.StatementRhythm == StatementRhythm.Quarterly && statements.Any(s => s.PersonId == p.Id))
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);
        var count = 0;
        foreach (var batch in readers.ExceptBy(told, p => p.Id).Chunk(BatchPeople))
        {
            count += await OweAsync(batch, quarter, new Span(after, last.HeadEntryId, last.Head), cancel);
        }

        return count;
    }

    private async Task<int> OweAsync(Person[] batch, Period quarter, Span span, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var people = batch.ToDictionary(p => p.Id);
        var expiring = await Expiring.ReadAsync(db, [.. people.Keys], quarter.UntilOn, cancel);
        var owed = 0;
        foreach (var of in await movements.ReadAsync([.. people.Keys], span.AfterEntryId, span.UpToEntryId, cancel))
        {
            var mail = new StatementMail
            {
                Name = people[of.PersonId].Name,
                MonthOn = quarter.FromOn,
                PeriodKey = quarter.Key,
                Quarter = quarter,
                Opening = of.Opening,
                Groups = of.Groups,
                Closing = of.Closing,
                Pending = of.Pending,
                Expiring = [.. expiring[of.PersonId]],
                Head = span.Head,
            };
            owed += outbox.Owe(mail, people[of.PersonId].ToRecipient(), $"{quarter.Key}/statement/{of.PersonId}") is null ? 0 : 1;
        }

        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return owed;
    }

    private sealed record Span(long AfterEntryId, long UpToEntryId, string Head);
}
