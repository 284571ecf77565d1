using Leap.Data;
using Leap.Ledger;
using Leap.Locales;
using Leap.Promotions;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Corrections;

/// <summary>Whose account a correction is about.</summary>
/// <param name="Points">What can be taken from it.</param>
/// <param name="Owed">0 for a budget.</param>
public sealed record CorrectionOwner(AccountRef Account, string Name, string Hint, long Points, long Owed)
{
    public bool IsBudget => Account.Kind == AccountKind.Budget;

    /// <summary>Null when there is no such person.</summary>
    public static async Task<CorrectionOwner?> OfPersonAsync(LeapDb db, Balances balances, long id, CancellationToken cancel)
    {
        var person = await db.Set<Leap.Members.Person>().AsNoTracking().Where(p => p.Id == id)
            .Select(p => new { p.Name, p.Email })
            .FirstOrDefaultAsync(cancel);
        if (person is null)
        {
            return null;
        }

        var balance = await balances.OfPersonAsync(id, cancel);
        return new(AccountRef.Available(id), person.Name, person.Email!, balance.Available, balance.Debt);
    }

    /// <summary>Null when there is no such promotion.</summary>
    public static async Task<CorrectionOwner?> OfPromotionAsync(LeapDb db, Locale locale, long id, CancellationToken cancel)
    {
        var promotion = await db.Promotions.AsNoTracking().Include(p => p.Versions).FirstOrDefaultAsync(p => p.Id == id, cancel);
        if (promotion is null)
        {
            return null;
        }

        var account = AccountRef.Budget(id);
        var left = await db.Accounts.Where(a => a.Id == account.Id).Select(a => a.Points).FirstOrDefaultAsync(cancel) ?? 0;
        return new(account, promotion.Current.Name.In(locale.Code), promotion.Code, left, Owed: 0);
    }
}
