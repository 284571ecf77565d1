using Leap.Audit;
using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Sales;

/// <summary>Records units of a sale line that came back, and takes back the points that they brought (L8).</summary>
public sealed class ReturnUnits(LeapDb db, Journal journal, ReverseAwards reverseAwards, AuditLog auditLog)
{
    public enum Refusal
    {
        UnknownLine,
        SaleRejected,
        MoreThanSold,
    }

    /// <param name="personId">Who takes them back; null: the program itself.</param>
    /// <returns>The points taken back.</returns>
    public async Task<Outcome<long, Refusal>> RunAsync(long saleLineId, int units, long? personId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await journal.LockAsync(cancel);
        var line = await db.SaleLines.FirstOrDefaultAsync(l => l.Id == saleLineId, cancel);
        if (line is null)
        {
            return Refusal.UnknownLine;
        }

        var sale = await db.Sales.AsNoTracking().FirstAsync(s => s.Id == line.SaleId, cancel);
        if (sale.State == SaleState.Rejected)
        {
            return Refusal.SaleRejected;
        }

        if (units < 1 || units > line.Quantity - line.ReturnedQuantity)
        {
            return Refusal.MoreThanSold;
        }

        var points = await reverseAwards.RunAsync(line.Id, sale.InvoiceNumber, line.ReturnedQuantity, units, cancel);
        auditLog.Add(new AuditEntry(AuditAction.UnitsReturned, AuditObject.Sale, sale.Id)
        {
            ActorId = personId,
            Label = sale.InvoiceNumber,
            Before = [(AuditField.Line, line.Id), (AuditField.Returned, line.ReturnedQuantity)],
            After =
            [
                (AuditField.Line, line.Id), (AuditField.Returned, line.ReturnedQuantity + units), (AuditField.PointsTakenBack, points),
            ],
        });
        line.ReturnedQuantity += units;
        await write.CommitAsync(cancel);
        return points;
    }
}
