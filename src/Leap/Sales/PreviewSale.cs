using Leap.Awards;
using Leap.Data;
using Leap.Programmes;
using Leap.Settings;

namespace Leap.Sales;

/// <summary>Says what a sale would earn if it were reported now; it writes nothing. The invoice number may still be missing.</summary>
public sealed class PreviewSale(LeapDb db, Referees referees, Calendar calendar, LeapSettings settings)
{
    public async Task<Outcome<Preview, SubmitSales.Refusal>> RunAsync(NewSale sale, CancellationToken cancel)
    {
        var desk = await SaleDesk.LoadAsync(db, referees, (calendar, settings), [sale], cancel);
        if (desk.RefuseUnnumbered(sale) is { } refusal)
        {
            return refusal;
        }

        var isTaken = desk.IsTaken(sale);
        var thought = desk.Take(sale, calendar.Now);
        var decision = desk.Judge(thought);
        var grants = decision.Grants.ToLookup(
            g => g.LineIndex, g => new LineEarning.Paid(g.Promotion.Current.Name, g.Points, State: null, ReleaseOn: null, g.Reasons));
        var misses = decision.Misses.ToLookup(m => m.LineIndex, m => new LineEarning.Unpaid(m.Promotion.Current.Name, m.Why));
        return new Preview(
            [.. thought.Lines.Select((l, i) => new LineEarning(desk.Products[l.ProductId], l, [.. grants[i]], [.. misses[i]]))],
            isTaken);
    }
}

/// <param name="Lines">In the order of the sale's lines.</param>
/// <param name="IsInvoiceTaken">Whether the firm has reported an invoice of this number already.</param>
public sealed record Preview(IReadOnlyList<LineEarning> Lines, bool IsInvoiceTaken);
