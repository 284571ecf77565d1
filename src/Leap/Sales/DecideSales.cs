using Leap.Audit;
using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Mail;
using Leap.Members;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>Approves or rejects reported sales: the waiting points become available or go back, and the seller is told.</summary>
public sealed class DecideSales(
    LeapDb db, Journal journal, SettleAwards settleAwards, Outbox outbox, AuditLog auditLog, Calendar calendar)
{
    public enum Refusal
    {
        UnknownSale,
        AlreadyDecided,
        OwnSale,
        OwnFirm,
    }

    /// <param name="tellsSellers">Whether a mail is owed for each decision; imported history tells nobody.</param>
    /// <returns>For each decision, in order, the sale's id or why it was refused; the others are not held up.</returns>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunAsync(
        IReadOnlyList<SaleDecision> decisions, bool tellsSellers, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var outcomes = await RunInsideAsync(decisions, tellsSellers, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return outcomes;
    }

    /// <summary>As <see cref="RunAsync"/>, inside the caller's transaction.</summary>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunInsideAsync(
        IReadOnlyList<SaleDecision> decisions, bool tellsSellers, CancellationToken cancel)
    {
        await journal.LockAsync(cancel);
        var ids = decisions.Select(d => d.SaleId).ToList();
        var sales = await db.Sales.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var workplaces = await Workplaces.LoadAsync(db, [.. decisions.Select(d => d.DeciderId).Distinct()], cancel);
        var outcomes = new Outcome<long, Refusal>[decisions.Count];
        var decided = new List<Sale>();
        for (var i = 0; i < decisions.Count; i++)
        {
            var decision = decisions[i];
            if (Refuse(decision, sales.GetValueOrDefault(decision.SaleId), workplaces) is { } refusal)
            {
                outcomes[i] = refusal;
                continue;
            }

            var sale = sales[decision.SaleId];
            Apply(decision, sale);
            decided.Add(sale);
            outcomes[i] = sale.Id;
        }

        if (decided.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await settleAwards.RunAsync([.. decided.Select(ToSettlement)], cancel);
            if (tellsSellers)
            {
                await OweMailsAsync(decided, cancel);
            }

            await db.SaveChangesAsync(cancel);
        }

        return outcomes;
    }

    private Refusal? Refuse(SaleDecision decision, Sale? sale, Workplaces workplaces)
    {
        if (sale is null)
        {
            return Refusal.UnknownSale;
        }

        if (sale.State != SaleState.Submitted)
        {
            return Refusal.AlreadyDecided;
        }

        if (sale.PersonId == decision.DeciderId)
        {
            return Refusal.OwnSale;
        }

        return workplaces.On(decision.DeciderId, calendar.Today)?.FirmId == sale.FirmId ? Refusal.OwnFirm : null;
    }

    private void Apply(SaleDecision decision, Sale sale)
    {
        if (decision.Rejection is { } reason)
        {
            sale.Reject(reason, decision.Note.Trim(), decision.DeciderId, calendar.Now);
        }
        else
        {
            sale.Approve(decision.DeciderId, calendar.Now);
        }

        auditLog.Add(new AuditEntry(
            sale.State == SaleState.Approved ? AuditAction.SaleApproved : AuditAction.SaleRejected,
            AuditObject.Sale,
            sale.Id)
        {
            ActorId = decision.DeciderId,
            Label = sale.InvoiceNumber,
            Before = [(AuditField.State, SaleState.Submitted)],
            After = [(AuditField.State, sale.State)],
            Reason = sale.Rejection?.ToString(),
        });
    }

    private static SettleAwards.Settlement ToSettlement(Sale sale) =>
        new($"sale/{sale.Id}", sale.InvoiceNumber, Activity.Sale, sale.Id, sale.State == SaleState.Approved);

    private async Task OweMailsAsync(List<Sale> decided, CancellationToken cancel)
    {
        var people = decided.Select(s => s.PersonId).ToList();
        var ids = decided.Select(s => s.Id).ToList();
        var sellers = await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var points = await db.Awards.AsNoTracking()
            .Where(a => a.Activity == Activity.Sale && ids.Contains(a.SourceId) && a.State != AwardState.Voided)
            .GroupBy(a => a.SourceId)
            .ToDictionaryAsync(g => g.Key, g => g.Sum(a => a.Points - a.ReversedPoints), cancel);
        foreach (var sale in decided)
        {
            var seller = sellers[sale.PersonId];
            var mail = new SaleDecidedMail
            {
                Name = seller.Name,
                SaleId = sale.Id,
                InvoiceNumber = sale.InvoiceNumber,
                CustomerName = sale.CustomerName,
                Points = points.GetValueOrDefault(sale.Id),
                Rejection = sale.Rejection,
                Note = sale.Note,
            };
            outbox.Owe(mail, seller.ToRecipient(), $"sale-decided/{sale.Id}");
        }
    }
}

/// <param name="Rejection">Null approves.</param>
/// <param name="Note">What the seller reads besides the reason.</param>
public sealed record SaleDecision(long SaleId, long DeciderId, RejectionReason? Rejection = null, string Note = "");
