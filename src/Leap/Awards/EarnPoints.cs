using Leap.Data;
using Leap.Leaderboards;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Awards;

/// <summary>
/// Books what activities earned: awards, ledger entries and scores, inside the caller's transaction; for one activity or a batch.
/// </summary>
public sealed class EarnPoints(LeapDb db, Journal journal, Scores scores, Accruals accruals, Calendar calendar)
{
    /// <summary>An activity's points go to *available* at once, except those that its promotion keeps waiting.</summary>
    public Task BookAsync(IReadOnlyList<Earning> earnings, CancellationToken cancel) => BookAsync(earnings, isDecided: true, cancel);

    /// <summary>All points go to *pending* until the activity is decided (L5).</summary>
    public Task ReserveAsync(IReadOnlyList<Earning> earnings, CancellationToken cancel) => BookAsync(earnings, isDecided: false, cancel);

    private async Task BookAsync(IReadOnlyList<Earning> earnings, bool isDecided, CancellationToken cancel)
    {
        var firstOpen = await journal.OpenDayAsync(DateOnly.MinValue, cancel);
        var entries = new List<NewEntry>();
        var booked = new List<(NewEntry Entry, List<Award> Awards)>();
        var all = new List<Award>();
        foreach (var earning in earnings)
        {
            var awards = earning.Grants.Select(g => ToAward(earning, g, isDecided)).ToList();
            all.AddRange(awards);
            var paid = awards.Where(a => a.Points > 0).ToList();
            Add(earning, paid.Where(a => a.State == AwardState.Available).ToList(), EntryKind.Earned);
            Add(earning, paid.Where(a => a.State != AwardState.Available).ToList(), EntryKind.Reserved);
        }

        var posted = await journal.PostAsync(entries, cancel);
        for (var i = 0; i < booked.Count; i++)
        {
            foreach (var award in booked[i].Awards.Where(a => a.State == AwardState.Available))
            {
                award.ArrivalEntryId = posted[i].EntryId;
            }
        }

        await db.InsertAsync(all, cancel);
        await accruals.AddAsync(all.Select(a => new Accruals.Change(a.PersonId, a.PromotionId, a.Accrued)), cancel);
        if (isDecided)
        {
            await scores.AddAsync([.. earnings.Select(e => e.ToChange(e.Grants.Sum(g => g.Points)))], cancel);
        }

        void Add(Earning earning, List<Award> awards, EntryKind kind)
        {
            if (awards.Count > 0)
            {
                entries.Add(ToEntry(earning, awards, kind, firstOpen));
                booked.Add((entries[^1], awards));
            }
        }
    }

    private Award ToAward(Earning earning, EarnedGrant grant, bool isDecided) => new()
    {
        Key = $"{grant.LineKey}/rule/{grant.PromotionId ?? 0}/v{grant.PromotionVersion}",
        PersonId = earning.PersonId,
        FirmId = earning.FirmId,
        Activity = earning.Activity,
        SourceId = earning.SourceId,
        SaleLineId = grant.SaleLineId,
        PromotionId = grant.PromotionId,
        PromotionVersion = grant.PromotionVersion,
        BudgetId = grant.HasBudget ? grant.PromotionId : null,
        Points = grant.Points,
        Accrued = grant.Accrued,
        Units = grant.Units,
        EarnedOn = earning.EarnedOn,
        WaitingDays = grant.WaitingDays,
        Reasons = Reason.ToJson(grant.Reasons),
        State = !isDecided ? AwardState.Undecided : grant.WaitingDays > 0 ? AwardState.Waiting : AwardState.Available,
        ReleaseOn = isDecided && grant.WaitingDays > 0 ? calendar.Today.AddDays(grant.WaitingDays) : null,
    };

    private NewEntry ToEntry(Earning earning, List<Award> awards, EntryKind kind, DateOnly firstOpenOn)
    {
        var target = kind == EntryKind.Earned ? AccountRef.Available(earning.PersonId) : AccountRef.Pending(earning.PersonId);
        var legs = Funding.Sources(awards, takes: true);
        legs.Add(new Leg(target, awards.Sum(a => a.Points)));
        return new NewEntry(
            $"{earning.Key}/{(kind == EntryKind.Earned ? "earned" : "reserved")}",
            kind,
            earning.EarnedOn < firstOpenOn ? firstOpenOn : earning.EarnedOn,
            earning.Cause,
            legs)
        {
            ExpiresOn = calendar.ExpiryOf(calendar.Today),
        };
    }
}

/// <summary>What one activity earned.</summary>
public sealed record Earning
{
    /// <summary>Names the activity in ledger keys: `sale/812`, `completion/55`.</summary>
    public required string Key { get; init; }

    /// <summary>What the owner knows it by: an invoice number, a module's code.</summary>
    public required string Cause { get; init; }

    public required Activity Activity { get; init; }

    public required long SourceId { get; init; }

    public required long PersonId { get; init; }

    public required long FirmId { get; init; }

    public required DateOnly EarnedOn { get; init; }

    public required IReadOnlyList<EarnedGrant> Grants { get; init; }

    internal Scores.Change ToChange(long points) => new(
        PersonId, FirmId, EarnedOn, Activity == Activity.Course ? points : 0, Activity == Activity.Sale ? points : 0);
}

/// <summary>Points under one rule for one line; <see cref="LineKey"/> names the line in the award's key.</summary>
public sealed record EarnedGrant(
    string LineKey,
    long? SaleLineId,
    long? PromotionId,
    int PromotionVersion,
    bool HasBudget,
    int WaitingDays,
    long Points,
    Fraction Accrued,
    int Units,
    IReadOnlyList<Reason> Reasons)
{
    public static EarnedGrant From(Grant grant, string lineKey, long? saleLineId) => new(
        lineKey,
        saleLineId,
        grant.Promotion.Id,
        grant.Promotion.Current.Version,
        grant.Promotion.BudgetPoints is not null,
        grant.Promotion.Current.WaitingDays,
        grant.Points,
        grant.Accrued,
        grant.Units,
        grant.Reasons);
}
