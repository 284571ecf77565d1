using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Statements;

/// <summary>
/// Tells people of points that are about to expire, 60, 30 and 7 days before (M3): one mail for each person, day of expiry and stage. The
/// key is made of these, not of the day of the run, so a run that is late, repeated or follows skipped days comes to the same (T2). Where
/// points expire day by day, nobody hears of it more than once a month, and once a week of their last days: each mail lists what follows.
/// </summary>
public sealed class AnnounceExpiries(LeapDb db, Circulars circulars, Calendar calendar, LeapSettings settings)
{
    private const int QuietDaysMost = 30;

    /// <summary>Days that a mail lists below the one that it is about; the page has them all.</summary>
    private const int LaterMost = 12;

    /// <summary>Days before the last day on which points can be spent; a person is told once in each span.</summary>
    private static readonly int[] Stages = [7, 30, 60];

    /// <param name="asOf">The day from which the stages are counted; what expired before it is told to nobody.</param>
    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var until = asOf.AddDays(Stages[^1]);
        var days = await db.Lots.AsNoTracking()
            .Where(l => l.Remaining > 0 && l.ExpiresOn >= asOf && l.ExpiresOn <= until)
            .Select(l => l.ExpiresOn)
            .Distinct()
            .Order()
            .ToListAsync(cancel);
        var owed = 0;
        foreach (var day in days)
        {
            var stage = Stages.First(s => day <= asOf.AddDays(s));
            foreach (var batch in (await HoldersAsync(day, cancel)).Chunk(Circulars.BatchPeople))
            {
                if (await UntoldAsync(batch, stage, cancel) is { Length: > 0 } untold)
                {
                    owed += await OweAsync(untold, day, FormattableString.Invariant($"{day:yyyy-MM-dd}/points-expiring/{stage}"), cancel);
                }
            }
        }

        return owed;
    }

    private async Task<List<long>> HoldersAsync(DateOnly day, CancellationToken cancel)
    {
        var accounts = await db.Lots.AsNoTracking()
            .Where(l => l.Remaining > 0 && l.ExpiresOn == day)
            .Select(l => l.AccountId)
            .Distinct()
            .ToListAsync(cancel);
        return [.. accounts.Select(AccountRef.FromId).Where(a => a.Kind == AccountKind.Available).Select(a => a.OwnerId).Order()];
    }

    /// <summary>
    /// Those whom no mail told lately; a little less than the days in full, so that a run that starts earlier than the one before holds
    /// nothing back.
    /// </summary>
    private async Task<long[]> UntoldAsync(long[] personIds, int stage, CancellationToken cancel)
    {
        if (settings.Programme.LotRule != LotRule.Days)
        {
            return personIds;
        }

        var since = calendar.Now.AddDays(0.5 - Math.Min(stage, QuietDaysMost));
        var told = await db.Messages.AsNoTracking()
            .Where(m => personIds.Contains(m.PersonId) && m.CreatedAt > since && m.Kind == PointsExpiringMail.Kind)
            .Select(m => m.PersonId)
            .ToListAsync(cancel);
        return [.. personIds.Except(told)];
    }

    /// <summary>Amounts are read in the transaction that owes the mails: what was spent meanwhile is told to nobody.</summary>
    private async Task<int> OweAsync(long[] personIds, DateOnly day, string key, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var expiries = await Expiring.ReadAsync(db, personIds, day, cancel);
        var accounts = personIds.Select(id => AccountRef.Available(id).Id).ToList();
        var balances = await db.Accounts.AsNoTracking()
            .Where(a => accounts.Contains(a.Id))
            .ToDictionaryAsync(a => a.OwnerId, a => a.Points ?? 0, cancel);
        var mails = personIds
            .Select(id => (Id: id, Expiries: expiries[id].Where(e => e.ExpiresOn >= day).ToList()))
            .Where(p => p.Expiries.Count > 0 && p.Expiries[0].ExpiresOn == day)
            .Select(p => new Circular<PointsExpiringMail>($"{key}/{p.Id}", p.Id, person => new PointsExpiringMail
            {
                Name = person.Name,
                Points = p.Expiries[0].Points,
                ExpiresOn = day,
                Available = balances.GetValueOrDefault(p.Id),
                Later = [.. p.Expiries.Skip(1).Take(LaterMost)],
            }))
            .ToList();
        var owed = await circulars.OweAsync(mails, cancel);
        await write.CommitAsync(cancel);
        return owed;
    }
}
