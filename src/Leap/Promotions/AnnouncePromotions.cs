using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Promotions.Rules;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Promotions;

/// <summary>
/// Tells everyone who can earn from a promotion that it has begun: members of firms whose country and tier it is for, of a promotion of
/// sales those who may report them. One mail for each person and promotion, whenever and however often it runs (T2). Base awards are no
/// news, and neither is a promotion whose budget is spent.
/// </summary>
public sealed class AnnouncePromotions(LeapDb db, Circulars circulars, LeapSettings settings)
{
    /// <summary>How long a promotion's beginning is news.</summary>
    private const int NewsDays = 14;

    /// <returns>How many mails are owed now that were not before.</returns>
    public async Task<int> RunAsync(DateOnly asOf, CancellationToken cancel)
    {
        var begun = asOf.AddDays(-NewsDays);
        var promotions = await db.Promotions.AsNoTracking().Include(p => p.Versions)
            .Where(p => !p.IsBase && p.Versions.Any(v => v.StartsOn <= asOf && v.StartsOn > begun))
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);
        var news = promotions.Where(p => p.Current.StartsOn <= asOf && p.Current.StartsOn > begun && p.Current.EndsOn >= asOf).ToList();
        var spent = await SpentAsync(news, cancel);
        news.RemoveAll(p => spent.Contains(p.Id));
        if (news.Count == 0)
        {
            return 0;
        }

        var members = await MembersAsync(asOf, cancel);
        var owed = 0;
        foreach (var promotion in news)
        {
            var audience = Audience(promotion.Current, members);
            owed += await circulars.OweAsync([.. audience.Select(id => ToCircular(promotion.Current, id))], cancel);
        }

        return owed;
    }

    private async Task<HashSet<long>> SpentAsync(List<Promotion> promotions, CancellationToken cancel)
    {
        var budgets = promotions.Where(p => p.BudgetPoints is not null).Select(p => AccountRef.Budget(p.Id).Id).ToList();
        return await db.Accounts.AsNoTracking()
            .Where(a => budgets.Contains(a.Id) && a.Points <= 0)
            .Select(a => a.OwnerId)
            .ToHashSetAsync(cancel);
    }

    private async Task<List<Member>> MembersAsync(DateOnly asOf, CancellationToken cancel)
    {
        var firms = db.Firms.AsNoTracking().Where(f => f.SuspendedAt == null);
        return await db.Memberships.AsNoTracking()
            .Where(m => m.FromOn <= asOf && (m.ToOn == null || m.ToOn >= asOf))
            .Join(firms, m => m.FirmId, f => f.Id, (m, f) => new Member(
                m.PersonId, f.Country, f.Tier, m.Personas, f.EveryoneMayDoAll))
            .ToListAsync(cancel);
    }

    private static IEnumerable<long> Audience(PromotionVersion terms, List<Member> members)
    {
        var isForSales = IsForSales(terms);
        return members
            .Where(m => terms.IsForFirm(m.Country, m.Tier.ToString()))
            .Where(m => !isForSales || Permissions.OfMember(m.Personas, m.EveryoneMayDoAll).Contains(Permission.ReportSales))
            .Select(m => m.PersonId)
            .Distinct()
            .Order();
    }

    private static bool IsForSales(PromotionVersion terms) => Rule.All[terms.Rule].IsForSales;

    private Circular<PromotionLaunchedMail> ToCircular(PromotionVersion terms, long personId) => new(
        FormattableString.Invariant($"promotion-launched/{terms.PromotionId}/{personId}"),
        personId,
        person => new PromotionLaunchedMail
        {
            Name = person.Name,
            Title = terms.Name,
            Text = terms.Text,
            Rule = terms.Rule,
            IsForSales = IsForSales(terms),
            Points = terms.Points,
            PerMinor = terms.PerMinor,
            Currency = settings.Programme.Currency,
            MultiplierPercent = terms.MultiplierPercent,
            StartsOn = terms.StartsOn,
            EndsOn = terms.EndsOn,
            CapPerSale = terms.CapPerSale,
            CapPerPerson = terms.CapPerPerson,
            WaitingDays = terms.WaitingDays,
        });

    private sealed record Member(long PersonId, string Country, Tier Tier, Personas Personas, bool EveryoneMayDoAll);
}
