using Leap.Audit;
using Leap.Data;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Corrections;

/// <summary>The second person's answer to a manual entry that waits (L9, L13): it is booked, or declined and kept.</summary>
public sealed class DecideManualEntry(
    LeapDb db, ManualBooking booking, Outbox outbox, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        NoSuchEntry,
        AlreadyDecided,
        NotTheSamePerson,
        OwnAccount,
        NotEnoughPoints,
        NothingOwed,
        MoreThanOwed,
        EffectiveInClosedPeriod,
    }

    /// <returns>The entry as decided.</returns>
    public async Task<Outcome<ManualEntry, Refusal>> RunAsync(long id, long deciderId, bool isApproved, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        if (await LockAsync(id, cancel) is not { } entry)
        {
            return Refusal.NoSuchEntry;
        }

        if (Refuse(entry, deciderId) is { } refusal)
        {
            return refusal;
        }

        if (!isApproved)
        {
            entry.Decline(deciderId, calendar.Now);
        }
        else if (await booking.CheckAsync(entry, cancel) is { } fault)
        {
            return ToRefusal(fault);
        }
        else
        {
            await booking.BookAsync(entry, deciderId, cancel);
        }

        var action = isApproved ? AuditAction.CorrectionApproved : AuditAction.CorrectionDeclined;
        auditLog.Add(entry.ToAudit(action, deciderId, ManualEntryState.Proposed));
        await AnswerAsync(entry, isApproved, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return entry;
    }

    private async Task AnswerAsync(ManualEntry entry, bool isApproved, CancellationToken cancel)
    {
        var proposer = await db.People.AsNoTracking().SingleAsync(p => p.Id == entry.ProposedById, cancel);
        var about = entry.IsBudget
            ? await db.Promotions.Where(p => p.Id == entry.OwnerId).Select(p => p.Code).SingleAsync(cancel)
            : await db.People.Where(p => p.Id == entry.OwnerId).Select(p => p.Name).SingleAsync(cancel);
        var mail = new RequestAnsweredMail
        {
            Name = proposer.Name,
            Topic = RequestTopic.Correction,
            IsYes = isApproved,
            About = about,
            AskedOn = calendar.DayOf(entry.ProposedAt),
            Points = entry.Points,
            Path = "/manage/corrections",
        };
        outbox.Owe(mail, proposer.ToRecipient(), FormattableString.Invariant($"request-answered/correction/{entry.Id}"));
    }

    /// <summary>Two decisions at once: the second waits here and reads what the first made of it.</summary>
    private async Task<ManualEntry?> LockAsync(long id, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM manual_entries WHERE id = {id} FOR UPDATE", cancel);
        }

        return await db.ManualEntries.FirstOrDefaultAsync(e => e.Id == id, cancel);
    }

    private static Refusal? Refuse(ManualEntry entry, long deciderId)
    {
        if (entry.State != ManualEntryState.Proposed)
        {
            return Refusal.AlreadyDecided;
        }

        if (entry.ProposedById == deciderId)
        {
            return Refusal.NotTheSamePerson;
        }

        return !entry.IsBudget && entry.OwnerId == deciderId ? Refusal.OwnAccount : null;
    }

    private static Refusal ToRefusal(ManualBooking.Fault fault) => fault switch
    {
        ManualBooking.Fault.NotEnoughPoints => Refusal.NotEnoughPoints,
        ManualBooking.Fault.NothingOwed => Refusal.NothingOwed,
        ManualBooking.Fault.MoreThanOwed => Refusal.MoreThanOwed,
        _ => Refusal.EffectiveInClosedPeriod,
    };
}
