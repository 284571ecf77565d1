using Leap.Locales;

namespace Leap.Seeding;

/// <summary>An invented sale: when it was invoiced, reported and decided.</summary>
public sealed record DemoSale
{
    public static readonly string[] Columns =
    [
        "invoice_number", "invoice_on", "email", "customer", "customer_country", "public_sector", "distributor", "currency", "sku",
        "quantity", "unit_price", "decision", "decided_on",
    ];

    public required string InvoiceNumber { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    public required DateOnly SubmittedOn { get; init; }

    public required DemoPerson Seller { get; init; }

    public required DemoCustomer Customer { get; init; }

    /// <summary>Empty when the firm did not buy from one.</summary>
    public required string Distributor { get; init; }

    public required IReadOnlyList<DemoLine> Lines { get; init; }

    /// <summary>Null while it waits for its review.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Code of the reason for which it was rejected; empty when it was not.</summary>
    public string Rejection { get; init; } = "";

    public string Currency => Seller.Firm!.Place.Currency;

    /// <summary>A row a line.</summary>
    /// <param name="isDecided">Whether the rows say what was decided, or report the sale as its seller did.</param>
    public IEnumerable<string[]> ToRows(bool isDecided)
    {
        var decision = !isDecided || DecidedOn is null ? "" : Rejection.Length > 0 ? $"rejected:{Rejection}" : "approved";
        var decidedOn = isDecided && DecidedOn is { } day ? Cell.Of(day) : "";
        return Lines.Select(l => new[]
        {
            InvoiceNumber,
            Cell.Of(InvoiceOn),
            Seller.Email,
            Customer.Name,
            Customer.Country,
            Customer.IsPublic ? "yes" : "no",
            Distributor,
            Currency,
            l.Product.Sku,
            Cell.Of(l.Quantity),
            Cell.Of(l.UnitPrice, Currencies.MinorDigits(Currency)),
            decision,
            decidedOn,
        });
    }
}

/// <summary>Prices are in whole units: the unit price in the sale's currency, the amount in the reporting currency.</summary>
public sealed record DemoLine(SeedProduct Product, int Quantity, decimal UnitPrice, decimal Amount);

public sealed record DemoCustomer(string Name, string Country, bool IsPublic);
