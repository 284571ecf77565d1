using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>What becomes of reserved points when their activity is decided; inside the caller's transaction.</summary>
public sealed class SettleAwards(LeapDb db, Journal journal, Scores scores, Accruals accruals, Calendar calendar)
{
    /// <summary>An activity that was decided; <see cref="Key"/> and <see cref="Cause"/> as in <see cref="Earning"/>.</summary>
    public sealed record Settlement(string Key, string Cause, Activity Activity, long SourceId, bool IsApproved);

    public async Task RunAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancel)
    {
        var activity = settlements[0].Activity;
        var ids = settlements.Select(s => s.SourceId).ToList();
        var awards = (await db.Awards
            .Where(a => a.Activity == activity && ids.Contains(a.SourceId) && a.State == AwardState.Undecided)
            .ToListAsync(cancel)).ToLookup(a => a.SourceId);
        var entries = new List<NewEntry>();
        var arrivals = new List<IReadOnlyList<Award>>();
        foreach (var settlement in settlements)
        {
            var own = awards[settlement.SourceId].ToList();
            if (settlement.IsApproved)
            {
                Approve(settlement, own, entries, arrivals);
            }
            else
            {
                Void(settlement, own, entries, arrivals);
            }
        }

        var posted = await journal.PostAsync(entries, cancel);
        for (var i = 0; i < posted.Count; i++)
        {
            foreach (var award in arrivals[i])
            {
                award.ArrivalEntryId = posted[i].EntryId;
            }
        }

        await accruals.AddAsync(
            settlements.Where(s => !s.IsApproved).SelectMany(s => awards[s.SourceId])
                .Select(a => new Accruals.Change(a.PersonId, a.PromotionId, -a.Accrued)),
            cancel);
        var counted = settlements.Where(s => s.IsApproved).SelectMany(s => awards[s.SourceId]).Where(a => a.Standing > 0);
        await scores.AddAsync(
            [.. counted.Select(a => new Scores.Change(
                a.PersonId,
                a.FirmId,
                a.EarnedOn,
                activity == Activity.Course ? a.Standing : 0,
                activity == Activity.Sale ? a.Standing : 0))],
            cancel);
    }

    private void Approve(Settlement settlement, List<Award> own, List<NewEntry> entries, List<IReadOnlyList<Award>> arrivals)
    {
        foreach (var award in own)
        {
            award.State = award.WaitingDays > 0 ? AwardState.Waiting : AwardState.Available;
            award.ReleaseOn = calendar.Today.AddDays(award.WaitingDays);
        }

        var arriving = own.Where(a => a.State == AwardState.Available && a.Standing > 0).ToList();
        if (arriving.Count == 0)
        {
            return;
        }

        var points = arriving.Sum(a => a.Standing);
        entries.Add(new NewEntry(
            $"{settlement.Key}/approved",
            EntryKind.Released,
            calendar.Today,
            settlement.Cause,
            [new Leg(AccountRef.Pending(own[0].PersonId), -points), new Leg(AccountRef.Available(own[0].PersonId), points)])
        {
            ExpiresOn = calendar.ExpiryOf(calendar.Today),
        });
        arrivals.Add(arriving);
    }

    private void Void(Settlement settlement, List<Award> own, List<NewEntry> entries, List<IReadOnlyList<Award>> arrivals)
    {
        own.ForEach(a => a.State = AwardState.Voided);
        var standing = own.Where(a => a.Standing > 0).ToList();
        if (standing.Count == 0)
        {
            return;
        }

        var legs = Funding.Sources(standing, takes: false);
        legs.Add(new Leg(AccountRef.Pending(standing[0].PersonId), -standing.Sum(a => a.Standing)));
        entries.Add(new NewEntry($"{settlement.Key}/rejected", EntryKind.Voided, calendar.Today, settlement.Cause, legs));
        arrivals.Add([]);
    }
}
