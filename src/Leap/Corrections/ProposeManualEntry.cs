using Leap.Audit;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Corrections;

/// <summary>
/// Takes a manual entry with its reason (L13). Up to the programme's limit for a day it is booked at once; above it, and for every
/// write-off of a debt (L9), it waits for a second person.
/// </summary>
public sealed class ProposeManualEntry(
    LeapDb db, ManualBooking booking, AuditLog auditLog, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        KeyMissing,
        ZeroPoints,
        TooManyPoints,
        NotAWriteOff,
        ReasonMissing,
        NoteMissing,
        NoteTooLong,
        EffectiveInFuture,
        EffectiveInClosedPeriod,
        OwnAccount,
        UnknownAccount,
        UnlimitedBudget,
        UnknownCorrected,
        NotEnoughPoints,
        NothingOwed,
        MoreThanOwed,
        SentWithOtherContent,
    }

    /// <returns>The entry as it stands now: booked, or waiting for a second person.</returns>
    public async Task<Outcome<ManualEntry, Refusal>> RunAsync(NewManualEntry wanted, long proposerId, CancellationToken cancel)
    {
        var entry = ToEntry(wanted, proposerId);
        if (RefuseShape(entry) is { } misshapen)
        {
            return misshapen;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        await LockProposerAsync(proposerId, cancel);
        if (await db.ManualEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Key == entry.Key, cancel) is { } first)
        {
            return IsSame(first, entry) ? first : Refusal.SentWithOtherContent;
        }

        if (await RefuseAccountAsync(entry, cancel) is { } unknown)
        {
            return unknown;
        }

        if (await booking.CheckAsync(entry, cancel) is { } fault)
        {
            return ToRefusal(fault);
        }

        var needsSecondPerson = await NeedsSecondPersonAsync(entry, cancel);
        db.Add(entry);
        await db.SaveChangesAsync(cancel);
        if (!needsSecondPerson)
        {
            await booking.BookAsync(entry, secondPersonId: null, cancel);
        }

        var action = entry.State == ManualEntryState.Booked ? AuditAction.CorrectionBooked : AuditAction.CorrectionAsked;
        auditLog.Add(entry.ToAudit(action, proposerId, before: null));
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return entry;
    }

    /// <summary>What one person booked alone on one account in a day counts together, so that no limit is passed in small steps.</summary>
    private async Task<bool> NeedsSecondPersonAsync(ManualEntry entry, CancellationToken cancel)
    {
        var midnight = calendar.StartOf(calendar.Today);
        var alone = await db.ManualEntries
            .Where(e => e.ProposedById == entry.ProposedById && e.OwnerId == entry.OwnerId && e.IsBudget == entry.IsBudget)
            .Where(e => e.State == ManualEntryState.Booked && e.DecidedById == null && e.ProposedAt >= midnight)
            .SumAsync(e => Math.Abs(e.Points), cancel);
        return entry.Kind == ManualEntryKind.WriteOff || Math.Abs(entry.Points) > settings.Ledger.SecondPersonAbovePoints - alone;
    }

    private ManualEntry ToEntry(NewManualEntry wanted, long proposerId) => new()
    {
        Key = wanted.Key.Trim(),
        Kind = wanted.Kind,
        OwnerId = wanted.OwnerId,
        IsBudget = wanted.IsBudget,
        Points = wanted.Points,
        Reason = wanted.Reason,
        Note = wanted.Note.Trim(),
        CorrectsId = wanted.CorrectsId,
        EffectiveOn = wanted.EffectiveOn ?? calendar.Today,
        ProposedById = proposerId,
        ProposedAt = calendar.Now,
    };

    private Refusal? RefuseShape(ManualEntry entry) => entry switch
    {
        { Key.Length: 0 or > ManualEntry.KeyLettersMax } => Refusal.KeyMissing,
        { Points: 0 } => Refusal.ZeroPoints,
        { Points: > ManualEntry.PointsMax or < -ManualEntry.PointsMax } => Refusal.TooManyPoints,
        { Kind: ManualEntryKind.WriteOff } when entry.IsBudget || entry.Points < 0 => Refusal.NotAWriteOff,
        _ when !Enum.IsDefined(entry.Reason) => Refusal.ReasonMissing,
        { Note.Length: 0 } => Refusal.NoteMissing,
        { Note.Length: > ManualEntry.NoteLettersMax } => Refusal.NoteTooLong,
        _ when entry.EffectiveOn > calendar.Today => Refusal.EffectiveInFuture,
        { IsBudget: false } when entry.OwnerId == entry.ProposedById => Refusal.OwnAccount,
        _ => null,
    };

    /// <summary>One proposer's requests come one after the other: a form that is sent twice at once finds its first.</summary>
    private async Task LockProposerAsync(long proposerId, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = {proposerId} FOR NO KEY UPDATE", cancel);
        }
    }

    private async Task<Refusal?> RefuseAccountAsync(ManualEntry entry, CancellationToken cancel)
    {
        if (entry.IsBudget)
        {
            var promotion = await db.Promotions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == entry.OwnerId, cancel);
            if (promotion is null or { BudgetPoints: null })
            {
                return promotion is null ? Refusal.UnknownAccount : Refusal.UnlimitedBudget;
            }
        }
        else if (!await db.People.AnyAsync(p => p.Id == entry.OwnerId, cancel))
        {
            return Refusal.UnknownAccount;
        }

        if (entry.CorrectsId is not { } correctsId)
        {
            return null;
        }

        var accounts = entry.IsBudget ? [entry.Account.Id] : AccountsOf(entry.OwnerId);
        var isTheirs = await db.Postings.AnyAsync(p => p.EntryId == correctsId && accounts.Contains(p.AccountId), cancel);
        return isTheirs ? null : Refusal.UnknownCorrected;
    }

    private static long[] AccountsOf(long personId) =>
    [
        AccountRef.Available(personId).Id, AccountRef.Pending(personId).Id, AccountRef.Held(personId).Id, AccountRef.Debt(personId).Id,
    ];

    /// <summary>Whether the same was asked for; the day is left out, which a repetition after midnight would change.</summary>
    private static bool IsSame(ManualEntry first, ManualEntry again) =>
        (first.Kind, first.OwnerId, first.IsBudget, first.Points) == (again.Kind, again.OwnerId, again.IsBudget, again.Points)
        && (first.Reason, first.Note, first.CorrectsId, first.ProposedById)
            == (again.Reason, again.Note, again.CorrectsId, again.ProposedById);

    private static Refusal ToRefusal(ManualBooking.Fault fault) => fault switch
    {
        ManualBooking.Fault.NotEnoughPoints => Refusal.NotEnoughPoints,
        ManualBooking.Fault.NothingOwed => Refusal.NothingOwed,
        ManualBooking.Fault.MoreThanOwed => Refusal.MoreThanOwed,
        _ => Refusal.EffectiveInClosedPeriod,
    };
}
