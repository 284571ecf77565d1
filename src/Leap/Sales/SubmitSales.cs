using Leap.Awards;
using Leap.Data;
using Leap.Ledger;
using Leap.Members;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

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
        var desk = await LoadAsync(sales, cancel);
        var outcomes = new Outcome<long, Refusal>[sales.Count];
        var accepted = new List<(int Index, Sale Sale, Workplaces.Row Workplace)>();
        for (var i = 0; i < sales.Count; i++)
        {
            if (Refuse(sales[i], desk) is { } refusal)
            {
                outcomes[i] = refusal;
                continue;
            }

            var workplace = desk.Workplaces.On(sales[i].PersonId, sales[i].InvoiceOn)!;
            var sale = ToSale(sales[i], workplace, desk);
            desk.Taken.Add((workplace.FirmId, sale.InvoiceKey));
            accepted.Add((i, sale, workplace));
        }

        await InsertAsync([.. accepted.Select(a => a.Sale)], cancel);
        await earnPoints.ReserveAsync([.. accepted.Select(a => Judge(a.Sale, a.Workplace, desk))], cancel);
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

    private async Task<Desk> LoadAsync(IReadOnlyList<NewSale> sales, CancellationToken cancel)
    {
        var people = sales.Select(s => s.PersonId).Distinct().ToList();
        var products = sales.SelectMany(s => s.Lines).Select(l => l.ProductId).Distinct().ToList();
        var workplaces = await Workplaces.LoadAsync(db, people, cancel);
        var keys = sales.Select(s => InvoiceKey.Of(s.InvoiceNumber)).Distinct(StringComparer.Ordinal).ToList();
        var taken = await db.Sales
            .Where(s => s.State != SaleState.Rejected && keys.Contains(s.InvoiceKey))
            .Select(s => new { s.FirmId, s.InvoiceKey })
            .ToListAsync(cancel);
        return new Desk(
            await db.Products.AsNoTracking().Where(p => products.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel),
            workplaces,
            await RateTable.LoadAsync(db, settings, [.. sales.Select(s => (s.Currency, s.InvoiceOn))], cancel),
            [.. taken.Select(t => (t.FirmId, t.InvoiceKey))],
            await referees.ForAsync(people, cancel));
    }

    private Refusal? Refuse(NewSale sale, Desk desk)
    {
        if (sale.Lines.Count == 0)
        {
            return Refusal.NoLines;
        }

        if (sale.Lines.Count > LinesMax)
        {
            return Refusal.TooManyLines;
        }

        var key = InvoiceKey.Of(sale.InvoiceNumber);
        if (key.Length == 0)
        {
            return Refusal.NoInvoiceNumber;
        }

        if (sale.InvoiceOn > calendar.Today)
        {
            return Refusal.InvoiceInTheFuture;
        }

        if (sale.InvoiceOn.AddDays(settings.Programme.ClaimDays) < calendar.Today)
        {
            return Refusal.InvoiceTooOld;
        }

        if (desk.Workplaces.On(sale.PersonId, sale.InvoiceOn) is not { } workplace)
        {
            return Refusal.NotAMemberThen;
        }

        if (RefuseLines(sale, desk) is { } refusal)
        {
            return refusal;
        }

        return desk.Taken.Contains((workplace.FirmId, key)) ? Refusal.InvoiceTaken : null;
    }

    private static Refusal? RefuseLines(NewSale sale, Desk desk)
    {
        foreach (var line in sale.Lines)
        {
            if (line.Quantity is < 1 or > QuantityMax)
            {
                return Refusal.BadQuantity;
            }

            if (line.UnitPriceMinor is < 0 or > UnitPriceMinorMax)
            {
                return Refusal.BadPrice;
            }

            if (!desk.Products.TryGetValue(line.ProductId, out var product))
            {
                return Refusal.UnknownProduct;
            }

            if (!product.IsEligibleOn(sale.InvoiceOn))
            {
                return Refusal.ProductNotEligible;
            }
        }

        return desk.Rates.On(sale.Currency, sale.InvoiceOn) is null ? Refusal.NoExchangeRate : null;
    }

    private Sale ToSale(NewSale sale, Workplaces.Row workplace, Desk desk)
    {
        var rate = desk.Rates.On(sale.Currency, sale.InvoiceOn)!;
        return new Sale
        {
            PersonId = sale.PersonId,
            FirmId = workplace.FirmId,
            CustomerName = sale.CustomerName.Trim(),
            CustomerCountry = sale.CustomerCountry,
            IsPublicSector = sale.IsPublicSector,
            DistributorId = sale.DistributorId,
            InvoiceNumber = sale.InvoiceNumber.Trim(),
            InvoiceKey = InvoiceKey.Of(sale.InvoiceNumber),
            InvoiceOn = sale.InvoiceOn,
            Currency = sale.Currency,
            Rate = rate.Value,
            RateSource = rate.Source,
            SubmittedAt = calendar.Now,
            Lines = [.. sale.Lines.Select(l => new SaleLine
            {
                ProductId = l.ProductId,
                Quantity = l.Quantity,
                UnitPriceMinor = l.UnitPriceMinor,
                ReportingMinor = desk.Rates.ToReporting(l.Quantity * l.UnitPriceMinor, sale.Currency, rate.Value),
            })],
        };
    }

    /// <summary>Sales to public bodies are recorded but earn nobody personal points (A6).</summary>
    private static Earning Judge(Sale sale, Workplaces.Row workplace, Desk desk)
    {
        var decision = sale.IsPublicSector ? null : desk.Referee.Judge(sale.PersonId, SaleFacts.Of(sale, workplace, desk.Products));
        return new Earning
        {
            Key = $"sale/{sale.Id}",
            Cause = sale.InvoiceNumber,
            Activity = Activity.Sale,
            SourceId = sale.Id,
            PersonId = sale.PersonId,
            FirmId = sale.FirmId,
            EarnedOn = sale.InvoiceOn,
            Grants = [.. (decision?.Grants ?? []).Select(g =>
                EarnedGrant.From(g, $"sale-line/{sale.Lines[g.LineIndex].Id}", sale.Lines[g.LineIndex].Id))],
        };
    }

    private sealed record Desk(
        Dictionary<long, Product> Products,
        Workplaces Workplaces,
        RateTable Rates,
        HashSet<(long FirmId, string InvoiceKey)> Taken,
        Referee Referee);
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
