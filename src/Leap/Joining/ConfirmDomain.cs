using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Joining;

/// <summary>Says for the programme that a domain is the firm's, once.</summary>
public sealed class ConfirmDomain(LeapDb db, Outbox outbox, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchDomain,
        AlreadyConfirmed,
    }

    public async Task<Outcome<FirmDomain, Refusal>> RunAsync(long id, long firmId, long managerId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.FirmDomains.FirstOrDefaultAsync(d => d.Id == id && d.FirmId == firmId, cancel) is not { } domain)
        {
            return Refusal.NoSuchDomain;
        }

        if (domain.ConfirmedAt is not null)
        {
            return Refusal.AlreadyConfirmed;
        }

        (domain.ConfirmedAt, domain.ConfirmedById) = (calendar.Now, managerId);
        auditLog.Add(new AuditEntry(AuditAction.DomainConfirmed, AuditObject.Firm, firmId)
        {
            ActorId = managerId,
            After = [(AuditField.Domain, domain.Domain)],
        });
        var adder = await db.People.AsNoTracking().SingleAsync(p => p.Id == domain.AddedById, cancel);
        outbox.Owe(domain.ToAnswer(adder, calendar), adder.ToRecipient(), domain.AnswerKey);
        await write.CommitAsync(cancel);
        return domain;
    }
}
