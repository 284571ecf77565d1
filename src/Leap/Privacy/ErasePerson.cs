using System.Security.Cryptography;
using Leap.Access;
using Leap.Audit;
using Leap.Badges;
using Leap.Data;
using Leap.Jobs;
using Leap.Locales;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>
/// Carries out one erasure, in one transaction: what <see cref="PersonalData"/> declares, and the points. The pseudonym is drawn by lot and
/// stored as the name alone, so that nothing leads from it to the person (A4).
/// </summary>
public sealed class ErasePerson(
    LeapDb db, ForfeitPoints forfeitPoints, ErasedFiles files, Languages languages, AuditLog auditLog, Calendar calendar)
{
    private const int TracesMin = 3;

    /// <returns>
    /// False when it was called off or carried out meanwhile, and while a mail to the person is on its way: the relay will note what became
    /// of it, and may still write its file.
    /// </returns>
    public async Task<bool> RunAsync(long erasureId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var erasure = await db.Erasures.SingleAsync(e => e.Id == erasureId, cancel);
        if (erasure.CancelledAt is not null || erasure.DoneAt is not null || erasure.DueAt > calendar.Now)
        {
            return false;
        }

        if (await IsMailUnderWayAsync(erasure.PersonId, cancel))
        {
            return false;
        }

        var leaver = await ReadAsync(erasure.PersonId, cancel);
        var forfeited = await forfeitPoints.RunForAsync(erasure.PersonId, cancel);
        foreach (var table in PersonalData.Tables)
        {
            await (table.Erase?.Invoke(db, leaver, cancel) ?? Task.CompletedTask);
        }

        await ClearFaultsAsync(leaver, cancel);
        erasure.DoneAt = calendar.Now;
        auditLog.Add(new AuditEntry(AuditAction.PersonErased, AuditObject.Person, erasure.PersonId)
        {
            ActorId = erasure.AskedById,
            After = [(AuditField.Points, forfeited)],
            Reason = erasure.Reason.ToString(),
        });

        // Files first: a transaction that fails after it leaves files missing, one that fails before it would leave them for ever.
        files.Remove(leaver);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Mails that wait are given up first, so that none sets out in between.</summary>
    private async Task<bool> IsMailUnderWayAsync(long personId, CancellationToken cancel)
    {
        var now = calendar.Now;
        var waiting = db.Messages.Where(m => m.PersonId == personId && m.SentAt == null && m.FailedAt == null);
        await waiting.Where(m => m.LeaseUntilAt == null || m.LeaseUntilAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.FailedAt, now), cancel);
        return await waiting.AnyAsync(cancel);
    }

    private async Task<Leaver> ReadAsync(long personId, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId, cancel);
        var names = await db.Assertions.Where(a => a.PersonId == personId).Select(a => a.RecipientName).Distinct().ToListAsync(cancel);
        string?[] traces = [person.Name, person.LatinName, person.Alias, person.Email, person.UserName, .. names];
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2));
        return new Leaver(
            personId,
            [.. traces.OfType<string>().Where(t => t.Length >= TracesMin || !char.IsAscii(t[0])).Distinct(StringComparer.Ordinal)],
            languages.Programme.Text("privacy.pseudonym", ("code", code)),
            calendar.Now,
            calendar.Today);
    }

    /// <summary>
    /// Tries to sign in are kept by the hash of the address; what a job reported when it failed may quote what it worked on.
    /// </summary>
    private async Task ClearFaultsAsync(Leaver leaver, CancellationToken cancel)
    {
        var tries = leaver.Traces.SelectMany(t => (string[])[MailAddresses.TryKey(t), MailAddresses.PasswordKey(t)])
            .Select(TryLimit.KeyOf)
            .ToList();
        await db.SignInTries.Where(t => tries.Contains(t.Key)).ExecuteDeleteAsync(cancel);
        foreach (var trace in leaver.Traces)
        {
            await db.JobRuns.Where(r => r.Error!.Contains(trace))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Error, (string?)null), cancel);
        }
    }
}
