using Leap.Audit;
using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Members;

/// <summary>
/// Lets a person work for another firm from a day on: badges and certificates go with them, sales stay where they were made (A1, S12). What
/// they could do for the old firm, other than sell, is for the new one to give.
/// </summary>
public sealed class MovePerson(LeapDb db, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchPerson,
        NoSuchFirm,
        SameFirm,
        TooEarly,
        TooLate,
        LastAdmin,
    }

    /// <param name="firmCode">The vendor's code; one of a firm that was merged finds the firm that it became a part of.</param>
    /// <param name="fromOn">The first day at the new firm.</param>
    public async Task<Outcome<Membership, Refusal>> RunAsync(
        long personId, string firmCode, DateOnly fromOn, long actorId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await db.LockPersonAsync(personId, cancel);
        if (await db.FindFirmAsync(firmCode, cancel) is not { } firm)
        {
            return Refusal.NoSuchFirm;
        }

        var last = await LastAsync(personId, cancel);
        await db.LockFirmsAsync([firm.Id, .. last is null ? Array.Empty<long>() : [last.FirmId]], cancel);
        if (last is not null)
        {
            await db.Entry(last).ReloadAsync(cancel);
        }

        if (await RefuseAsync(personId, (firm.Id, fromOn), last, cancel) is { } refusal)
        {
            return refusal;
        }

        var next = new Membership
        {
            PersonId = personId, FirmId = firm.Id, FromOn = fromOn,
            Personas = last is null ? Personas.Seller : last.Personas & Personas.Seller,
        };
        if (last is not null && (last.ToOn is null || last.ToOn >= fromOn))
        {
            last.ToOn = fromOn.AddDays(-1);
        }

        db.Add(next);
        auditLog.Add(new AuditEntry(AuditAction.PersonMoved, AuditObject.Person, personId)
        {
            ActorId = actorId,
            Before = [(AuditField.Firm, last?.FirmId)],
            After = [(AuditField.Firm, firm.Id), (AuditField.StartsOn, fromOn)],
        });
        await write.CommitAsync(cancel);
        return next;
    }

    private Task<Membership?> LastAsync(long personId, CancellationToken cancel) =>
        db.Memberships.Where(m => m.PersonId == personId).OrderByDescending(m => m.FromOn).FirstOrDefaultAsync(cancel);

    private async Task<Refusal?> RefuseAsync(
        long personId, (long FirmId, DateOnly FromOn) wanted, Membership? last, CancellationToken cancel)
    {
        if (!await db.People.AnyAsync(p => p.Id == personId, cancel))
        {
            return Refusal.NoSuchPerson;
        }

        if (wanted.FromOn > calendar.Today.AddDays(EndMembership.DaysAheadMax))
        {
            return Refusal.TooLate;
        }

        if (last is null)
        {
            return null;
        }

        var isThere = last.ToOn is null || last.ToOn >= wanted.FromOn;
        if (isThere && last.FirmId == wanted.FirmId)
        {
            return Refusal.SameFirm;
        }

        if (wanted.FromOn <= last.FromOn)
        {
            return Refusal.TooEarly;
        }

        return isThere && await db.IsLastAdminAsync(last, cancel) ? Refusal.LastAdmin : null;
    }
}
