using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Settings;

namespace Leap.Sales;

/// <summary>
/// Takes sales that sellers report: each is checked, judged by the promotions of its invoice date, and its points wait for the decision.
/// </summary>
public sealed class SubmitSales(
    LeapDb db, Journal journal, Referees referees, EarnPoints earnPoints, Calendar calendar, LeapSettings settings)
{
    public enum Refusal
    {
        NoLines,
        TooManyLines,
        NoInvoiceNumber,
        InvoiceInTheFuture,
        InvoiceTooOld,
        NotAMemberThen,
        FirmSuspended,
        BadQuantity,
        BadPrice,
        UnknownProduct,
        ProductNotEligible,
        NoExchangeRate,
        InvoiceTaken,
    }

    public const int LinesMax = 100;
    public const int QuantityMax = 10_000;

    /// <summary>Largest price of one unit, in minor units of its currency.</summary>
    public const long UnitPriceMinorMax = 100_000_000_000;

    /// <returns>For each sale, in order, its id or why it was refused; the others are not held up.</returns>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunAsync(IReadOnlyList<NewSale> sales, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var outcomes = await RunInsideAsync(sales, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return outcomes;
    }

    /// <summary>As <see cref="RunAsync"/>, inside the caller's transaction.</summary>
    public async Task<IReadOnlyList<Outcome<long, Refusal>>> RunInsideAsync(IReadOnlyList<NewSale> sales, CancellationToken cancel)
    {
        await journal.LockAsync(cancel);
        var desk = await SaleDesk.LoadAsync(db, referees, (calendar, settings), sales, cancel);
        var outcomes = new Outcome<long, Refusal>[sales.Count];
        var accepted = new List<(int Index, Sale Sale)>();
        for (var i = 0; i < sales.Count; i++)
        {
            if (desk.Refuse(sales[i]) is { } refusal)
            {
                outcomes[i] = refusal;
                continue;
            }

            var sale = desk.Take(sales[i], calendar.Now);
            accepted.Add((i, sale));
        }

        await InsertAsync([.. accepted.Select(a => a.Sale)], cancel);
        await earnPoints.ReserveAsync([.. accepted.Select(a => ToEarning(a.Sale, desk.Judge(a.Sale)))], cancel);
        accepted.ForEach(a => outcomes[a.Index] = a.Sale.Id);
        return outcomes;
    }

    private async Task InsertAsync(List<Sale> sales, CancellationToken cancel)
    {
        await db.InsertAsync(sales, cancel);
        foreach (var sale in sales)
        {
            sale.Lines.ForEach(l => l.SaleId = sale.Id);
        }

        await db.InsertAsync([.. sales.SelectMany(s => s.Lines)], cancel);
    }

    private static Earning ToEarning(Sale sale, Decision decision) => new()
    {
        Key = $"sale/{sale.Id}",
        Cause = sale.InvoiceNumber,
        Activity = Activity.Sale,
        SourceId = sale.Id,
        PersonId = sale.PersonId,
        FirmId = sale.FirmId,
        EarnedOn = sale.InvoiceOn,
        Grants = [.. decision.Awarded.Select(g =>
            EarnedGrant.From(g, $"sale-line/{sale.Lines[g.LineIndex].Id}", sale.Lines[g.LineIndex].Id))],
    };
}

/// <summary>A sale as it is reported.</summary>
public sealed record NewSale
{
    public required long PersonId { get; init; }

    public required string CustomerName { get; init; }

    public required string CustomerCountry { get; init; }

    public required bool IsPublicSector { get; init; }

    public long? DistributorId { get; init; }

    public required string InvoiceNumber { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<NewSaleLine> Lines { get; init; }
}

public sealed record NewSaleLine(long ProductId, int Quantity, long UnitPriceMinor);
