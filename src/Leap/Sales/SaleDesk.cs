using Leap.Awards;
using Leap.Data;
using Leap.Members;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;
using static Leap.Sales.SubmitSales;

namespace Leap.Sales;

/// <summary>What checking and judging a batch of sales takes, read once: for those who book them, and for those who only ask.</summary>
internal sealed class SaleDesk
{
    private readonly DateOnly today;
    private readonly int claimDays;
    private readonly Workplaces workplaces;
    private readonly RateTable rates;
    private readonly HashSet<(long FirmId, string InvoiceKey)> taken;
    private readonly Referee referee;

    private SaleDesk(
        (DateOnly Today, int ClaimDays) limits,
        Dictionary<long, Product> products,
        (Workplaces Workplaces, HashSet<(long FirmId, string InvoiceKey)> Taken) firms,
        RateTable rates,
        Referee referee)
    {
        (today, claimDays) = limits;
        Products = products;
        (workplaces, taken) = firms;
        this.rates = rates;
        this.referee = referee;
    }

    public IReadOnlyDictionary<long, Product> Products { get; }

    public static async Task<SaleDesk> LoadAsync(
        LeapDb db,
        Referees referees,
        (Calendar Calendar, LeapSettings Settings) programme,
        IReadOnlyList<NewSale> sales,
        CancellationToken cancel)
    {
        var people = sales.Select(s => s.PersonId).Distinct().ToList();
        var products = sales.SelectMany(s => s.Lines).Select(l => l.ProductId).Distinct().ToList();
        var keys = sales.Select(s => InvoiceKey.Of(s.InvoiceNumber)).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Sales
            .Where(s => s.State != SaleState.Rejected && keys.Contains(s.InvoiceKey))
            .Select(s => new { s.FirmId, s.InvoiceKey })
            .ToListAsync(cancel);
        return new SaleDesk(
            (programme.Calendar.Today, programme.Settings.Programme.ClaimDays),
            await db.Products.AsNoTracking().Where(p => products.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel),
            (await Workplaces.LoadAsync(db, people, cancel), [.. known.Select(t => (t.FirmId, t.InvoiceKey))]),
            await RateTable.LoadAsync(db, programme.Settings, [.. sales.Select(s => (s.Currency, s.InvoiceOn))], cancel),
            await referees.ForAsync(people, cancel));
    }

    public Refusal? Refuse(NewSale sale)
    {
        if (RefuseCount(sale) is { } refusal)
        {
            return refusal;
        }

        if (InvoiceKey.Of(sale.InvoiceNumber).Length == 0)
        {
            return Refusal.NoInvoiceNumber;
        }

        return RefuseTerms(sale) ?? (IsTaken(sale) ? Refusal.InvoiceTaken : null);
    }

    /// <summary>As <see cref="Refuse"/>, but whatever the invoice's number is.</summary>
    public Refusal? RefuseUnnumbered(NewSale sale) => RefuseCount(sale) ?? RefuseTerms(sale);

    /// <summary>Whether the firm has reported the invoice before; only for a sale whose seller was a member then.</summary>
    public bool IsTaken(NewSale sale) => taken.Contains((Workplace(sale).FirmId, InvoiceKey.Of(sale.InvoiceNumber)));

    /// <summary>The sale as it is to be stored; later ones of the batch can't have its invoice number.</summary>
    public Sale Take(NewSale sale, DateTime now)
    {
        var rate = rates.On(sale.Currency, sale.InvoiceOn)!;
        var firmId = Workplace(sale).FirmId;
        var key = InvoiceKey.Of(sale.InvoiceNumber);
        taken.Add((firmId, key));
        return new Sale
        {
            PersonId = sale.PersonId,
            FirmId = firmId,
            CustomerName = sale.CustomerName.Trim(),
            CustomerCountry = sale.CustomerCountry,
            IsPublicSector = sale.IsPublicSector,
            DistributorId = sale.DistributorId,
            InvoiceNumber = sale.InvoiceNumber.Trim(),
            InvoiceKey = key,
            InvoiceOn = sale.InvoiceOn,
            Currency = sale.Currency,
            Rate = rate.Value,
            RateSource = rate.Source,
            SubmittedAt = now,
            Lines = [.. sale.Lines.Select(l => new SaleLine
            {
                ProductId = l.ProductId,
                Quantity = l.Quantity,
                UnitPriceMinor = l.UnitPriceMinor,
                ReportingMinor = rates.ToReporting(l.Quantity * l.UnitPriceMinor, sale.Currency, rate.Value),
            })],
        };
    }

    /// <summary>Sales to public bodies are recorded but earn nobody personal points (A6).</summary>
    public Decision Judge(Sale sale) => sale.IsPublicSector
        ? Decision.Nothing
        : referee.Judge(sale.PersonId, SaleFacts.Of(sale, workplaces.On(sale.PersonId, sale.InvoiceOn)!, Products));

    private static Refusal? RefuseCount(NewSale sale) => sale.Lines.Count switch
    {
        0 => Refusal.NoLines,
        > LinesMax => Refusal.TooManyLines,
        _ => null,
    };

    private Refusal? RefuseTerms(NewSale sale)
    {
        if (sale.InvoiceOn > today)
        {
            return Refusal.InvoiceInTheFuture;
        }

        if (sale.InvoiceOn.AddDays(claimDays) < today)
        {
            return Refusal.InvoiceTooOld;
        }

        if (workplaces.On(sale.PersonId, sale.InvoiceOn) is not { } workplace)
        {
            return Refusal.NotAMemberThen;
        }

        if (workplace.IsSuspended)
        {
            return Refusal.FirmSuspended;
        }

        return sale.Lines.Select(line => RefuseLine(line, sale.InvoiceOn)).FirstOrDefault(refusal => refusal is not null)
            ?? (rates.On(sale.Currency, sale.InvoiceOn) is null ? Refusal.NoExchangeRate : null);
    }

    private Refusal? RefuseLine(NewSaleLine line, DateOnly invoiceOn)
    {
        if (line.Quantity is < 1 or > QuantityMax)
        {
            return Refusal.BadQuantity;
        }

        if (line.UnitPriceMinor is < 0 or > UnitPriceMinorMax)
        {
            return Refusal.BadPrice;
        }

        if (!Products.TryGetValue(line.ProductId, out var product))
        {
            return Refusal.UnknownProduct;
        }

        return product.IsEligibleOn(invoiceOn) ? null : Refusal.ProductNotEligible;
    }

    private Workplaces.Row Workplace(NewSale sale) => workplaces.On(sale.PersonId, sale.InvoiceOn)!;
}
