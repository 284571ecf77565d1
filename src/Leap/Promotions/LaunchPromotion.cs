using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions.Rules;
using Microsoft.EntityFrameworkCore;

namespace Leap.Promotions;

/// <summary>Opens a promotion with its first version and puts its budget into the ledger (P6).</summary>
public sealed class LaunchPromotion(LeapDb db, Journal journal, Calendar calendar)
{
    public enum Refusal
    {
        CodeTaken,
        UnknownRule,
        EndsBeforeStart,
        NothingToEarn,
    }

    /// <param name="terms">Makes the version from the promotion's id.</param>
    public async Task<Outcome<long, Refusal>> RunAsync(
        string code, long? budgetPoints, bool isBase, Func<long, PromotionVersion> terms, CancellationToken cancel)
    {
        if (Refuse(terms(0)) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Promotions.AnyAsync(p => p.Code == code, cancel))
        {
            return Refusal.CodeTaken;
        }

        var promotion = new Promotion { Code = code, BudgetPoints = budgetPoints, IsBase = isBase };
        db.Promotions.Add(promotion);
        await db.SaveChangesAsync(cancel);
        db.Add(terms(promotion.Id));
        if (budgetPoints is > 0)
        {
            await journal.PostAsync(
                [new NewEntry(
                    $"promotion/{promotion.Id}/funded",
                    EntryKind.Funded,
                    calendar.Today,
                    code,
                    [new Leg(AccountRef.Issued, -budgetPoints.Value), new Leg(AccountRef.Budget(promotion.Id), budgetPoints.Value)])],
                cancel);
        }

        await write.CommitAsync(cancel);
        return promotion.Id;
    }

    private static Refusal? Refuse(PromotionVersion terms)
    {
        if (!Rule.All.TryGetValue(terms.Rule, out var rule))
        {
            return Refusal.UnknownRule;
        }

        if (terms.EndsOn < terms.StartsOn)
        {
            return Refusal.EndsBeforeStart;
        }

        var earns = rule switch
        {
            Multiplier => terms.MultiplierPercent > 0,
            PerRevenue => terms.Points > 0 && terms.PerMinor > 0,
            _ => terms.Points > 0,
        };
        return earns ? null : Refusal.NothingToEarn;
    }
}
