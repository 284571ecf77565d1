using System.Globalization;
using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Mails a statement once more, with what it was sent with the first time, in the person's language and to the address of today. Asked for
/// by the person, or by a manager, whose asking is on record.
/// </summary>
public sealed class SendStatementAgain(LeapDb db, StatementSheets sheets, Outbox outbox, AuditLog auditLog, Programmes.Calendar calendar)
{
    /// <summary>Minutes until it may be sent again once more.</summary>
    public const int PauseMinutes = 15;

    public enum Refusal
    {
        NotFound,
        NoAddress,
        TooSoon,
    }

    /// <param name="askedById">The person, or the manager who asks for them.</param>
    public async Task<Outcome<Message, Refusal>> RunAsync(long personId, string period, long askedById, CancellationToken cancel)
    {
        var statement = await db.Statements.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == personId && s.Period == period, cancel);
        if (statement is null || calendar.Find(period) is not { } span)
        {
            return Refusal.NotFound;
        }

        var sheet = await sheets.OfAsync(statement, span, cancel);
        await using var write = await db.BeginWriteAsync(cancel);
        await CloseMonths.LockAsync(db, cancel);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId, cancel);
        var since = calendar.Now.AddMinutes(-PauseMinutes);
        var stem = string.Create(CultureInfo.InvariantCulture, $"{period}/statement/{personId}/again/");
        var before = await db.Messages.Where(m => m.PersonId == personId && m.Key.StartsWith(stem))
            .GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), LatestAt = g.Max(m => m.CreatedAt) })
            .SingleOrDefaultAsync(cancel);
        if (before?.LatestAt > since)
        {
            return Refusal.TooSoon;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{stem}{(before?.Count ?? 0) + 1}");
        if (outbox.Owe(new StatementMail { Name = person.Name, Sheet = sheet }, person.ToRecipient(), key) is not { } message)
        {
            return Refusal.NoAddress;
        }

        if (askedById != personId)
        {
            auditLog.Add(new AuditEntry(AuditAction.StatementSentAgain, AuditObject.Person, personId)
            {
                ActorId = askedById,
                Label = period,
            });
        }

        await write.CommitAsync(cancel);
        return message;
    }
}
