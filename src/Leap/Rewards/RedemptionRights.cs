using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Programmes;
using Leap.Settings;
using Leap.Terms;
using Microsoft.EntityFrameworkCore;

namespace Leap.Rewards;

/// <summary>Whether somebody may redeem now, and if not, all that stands in the way (A1, A2, L9).</summary>
public sealed class RedemptionRights(LeapDb db, Balances balances, Calendar calendar, LeapSettings settings)
{
    /// <param name="UntilOn">The last day for somebody who left their firm; null for a member.</param>
    public sealed record Rights(IReadOnlyList<RedemptionBar> Bars, DateOnly? UntilOn)
    {
        public bool MayRedeem => Bars.Count == 0;
    }

    /// <summary>The last period of work, and whether there was one at another firm before it.</summary>
    private sealed record Work(long FirmId, DateOnly? ToOn, DateTime? ConsentedAt, bool WasElsewhere);

    public async Task<Rights> OfAsync(long personId, CancellationToken cancel) =>
        await OfAsync(personId, (await balances.OfPersonAsync(personId, cancel)).Debt, cancel);

    /// <summary>For who knows already what the person owes.</summary>
    public async Task<Rights> OfAsync(long personId, long debt, CancellationToken cancel)
    {
        var today = calendar.Today;
        var memberships = db.Memberships.AsNoTracking().Where(m => m.PersonId == personId);
        var terms = CurrentTerms.Until(db, today);
        var own = db.TermsAcceptances.Where(a => a.PersonId == personId && a.FirmId == null);
        var person = await db.People.AsNoTracking().Where(p => p.Id == personId)
            .Select(p => new
            {
                IsSuspended = p.SuspendedAt != null,
                InForce = terms.Max(v => (int?)v.Number) ?? 0,
                Accepted = own.Max(a => (int?)a.TermsNumber) ?? 0,
            })
            .SingleAsync(cancel);
        var work = await memberships.Where(m => m.FromOn <= today)
            .OrderByDescending(m => m.FromOn)
            .Select(m => new Work(
                m.FirmId, m.ToOn, m.ConsentedAt, memberships.Any(b => b.FirmId != m.FirmId && b.FromOn < m.FromOn)))
            .FirstOrDefaultAsync(cancel);
        var firmAccepted = work is null
            ? 0
            : await db.TermsAcceptances.Where(a => a.FirmId == work.FirmId).MaxAsync(a => (int?)a.TermsNumber, cancel) ?? 0;

        var isMember = work is not null && (work.ToOn is null || work.ToOn >= today);
        var untilOn = isMember ? null : work?.ToOn?.AddDays(settings.Joining.RedemptionDays);
        var bars = new List<RedemptionBar>();
        Bar(person.IsSuspended, RedemptionBar.Suspended);
        Bar(debt > 0, RedemptionBar.Debt);
        Bar(person.Accepted < person.InForce, RedemptionBar.OwnTerms);
        Bar(isMember && firmAccepted < person.InForce, RedemptionBar.FirmTerms);
        Bar(isMember && work is { WasElsewhere: true, ConsentedAt: null }, RedemptionBar.EmployerConsent);
        Bar(!isMember && (untilOn is null || untilOn < today), RedemptionBar.WindowOver);
        return new Rights(bars, untilOn);

        void Bar(bool stands, RedemptionBar bar)
        {
            if (stands)
            {
                bars.Add(bar);
            }
        }
    }
}

/// <summary>What keeps somebody from redeeming.</summary>
public enum RedemptionBar
{
    Suspended,

    /// <summary>Points are owed (L9).</summary>
    Debt,

    /// <summary>The person has yet to agree to the terms in force.</summary>
    OwnTerms,

    /// <summary>The firm's signatory has yet to agree to them (A2).</summary>
    FirmTerms,

    /// <summary>The new employer has yet to agree to what was earned elsewhere (A1).</summary>
    EmployerConsent,

    /// <summary>They left their firm too long ago.</summary>
    WindowOver,
}
