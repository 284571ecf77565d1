using Leap.Audit;
using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions.Rules;
using Microsoft.EntityFrameworkCore;

namespace Leap.Promotions;

/// <summary>Opens a promotion with its first version and puts its budget into the ledger (P6).</summary>
public sealed class LaunchPromotion(LeapDb db, Journal journal, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        CodeTaken,
        UnknownRule,
        EndsBeforeStart,
        NothingToEarn,
    }

    /// <returns>The promotion's id.</returns>
    public async Task<Outcome<long, Refusal>> RunAsync(NewPromotion wanted, CancellationToken cancel)
    {
        var (code, budgetPoints, isBase, terms) = wanted;
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
        var version = terms(promotion.Id);
        db.Add(version);
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

        auditLog.Add(ToAudit(version, wanted));
        await write.CommitAsync(cancel);
        return promotion.Id;
    }

    private static AuditEntry ToAudit(PromotionVersion version, NewPromotion launched) =>
        new(AuditAction.PromotionLaunched, AuditObject.Promotion, version.PromotionId)
        {
            ActorId = launched.LauncherId,
            Label = launched.Code,
            After =
            [
                (AuditField.Rule, version.Rule), (AuditField.Points, version.Points), (AuditField.StartsOn, version.StartsOn),
                (AuditField.EndsOn, version.EndsOn), (AuditField.Budget, launched.BudgetPoints),
            ],
        };

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
