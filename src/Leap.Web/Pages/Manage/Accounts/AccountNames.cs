using System.Globalization;
using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Members;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>What accounts are called and where their pages are, for a list of them.</summary>
public sealed class AccountNames
{
    private readonly Dictionary<long, string> people;
    private readonly Dictionary<long, string> promotions;
    private readonly Locale locale;

    private AccountNames(Dictionary<long, string> people, Dictionary<long, string> promotions, Locale locale)
    {
        this.people = people;
        this.promotions = promotions;
        this.locale = locale;
    }

    /// <summary>Two queries at most, however many accounts.</summary>
    public static async Task<AccountNames> LoadAsync(
        LeapDb db, IReadOnlyCollection<AccountRef> accounts, Locale locale, CancellationToken cancel)
    {
        var personIds = accounts.Where(a => !a.IsProgrammes && a.Kind != AccountKind.Budget).Select(a => a.OwnerId).Distinct().ToList();
        var promotionIds = accounts.Where(a => a.Kind == AccountKind.Budget).Select(a => a.OwnerId).Distinct().ToList();
        Dictionary<long, string> names = personIds.Count == 0
            ? []
            : await db.People.AsNoTracking().Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return new(names, promotionIds.Count == 0 ? [] : await PromotionsAsync(db, promotionIds, locale, cancel), locale);
    }

    /// <summary>`/manage/accounts/person/7?account=pending`.</summary>
    public static string Address(AccountRef account)
    {
        var word = account.Kind.ToString().ToLowerInvariant();
        return account switch
        {
            { IsProgrammes: true } => $"/manage/accounts/programme/{word}",
            { Kind: AccountKind.Budget } => string.Create(CultureInfo.InvariantCulture, $"/manage/accounts/promotion/{account.OwnerId}"),
            { Kind: AccountKind.Available } => string.Create(CultureInfo.InvariantCulture, $"/manage/accounts/person/{account.OwnerId}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"/manage/accounts/person/{account.OwnerId}?account={word}"),
        };
    }

    /// <summary>Whose it is; for the programme's own the account itself.</summary>
    public string Owner(AccountRef account) => account switch
    {
        { IsProgrammes: true } => Kind(account),
        { Kind: AccountKind.Budget } => promotions.GetValueOrDefault(account.OwnerId) ?? account.ToString(),
        _ => people.GetValueOrDefault(account.OwnerId) ?? account.ToString(),
    };

    public string Kind(AccountRef account) => locale[$"accounts.account.{account.Kind}"];

    private static async Task<Dictionary<long, string>> PromotionsAsync(
        LeapDb db, List<long> ids, Locale locale, CancellationToken cancel)
    {
        var versions = await db.Set<PromotionVersion>().AsNoTracking().Where(v => ids.Contains(v.PromotionId))
            .Select(v => new { v.PromotionId, v.Version, v.Name })
            .ToListAsync(cancel);
        return versions.GroupBy(v => v.PromotionId).ToDictionary(g => g.Key, g => g.MaxBy(v => v.Version)!.Name.In(locale.Code));
    }
}
