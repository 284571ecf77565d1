using Leap.Imports;
using Leap.Locales;

namespace Leap.Sales;

/// <summary>The rows of one invoice in a file.</summary>
internal sealed class ImportedSale
{
    private readonly IReadOnlyList<Taken<SaleRow>> rows;

    public ImportedSale(IReadOnlyList<Taken<SaleRow>> rows)
    {
        this.rows = rows;
        InvoiceKey = Sales.InvoiceKey.Of(Facts.InvoiceNumber);
    }

    /// <summary>What all rows of the invoice say alike: the first one's.</summary>
    public SaleRow Facts => rows[0].Value;

    public string InvoiceKey { get; }

    public int Rows => rows.Count;

    /// <summary>What to do with it: submit, decide, refuse, or nothing because all of it is there.</summary>
    public Verdict Judge(Dictionary<string, long> people, Dictionary<(long PersonId, string InvoiceKey), Sale> known)
    {
        if (rows.FirstOrDefault(r => !r.Value.IsSameInvoiceAs(Facts)) is not null)
        {
            return new Verdict(RefusalKey: "import.reason.other_invoice");
        }

        if (!people.TryGetValue(Facts.Email, out var personId))
        {
            return new Verdict(RefusalKey: "import.reason.no_person");
        }

        if (!known.TryGetValue((personId, InvoiceKey), out var sale))
        {
            return new Verdict(IsFresh: true);
        }

        if (!IsSameAs(sale))
        {
            return sale.State == SaleState.Rejected
                ? new Verdict(IsFresh: true)
                : new Verdict(RefusalKey: Refusals.Key(SubmitSales.Refusal.InvoiceTaken));
        }

        if (Facts.Decision is not { } decision)
        {
            return new Verdict();
        }

        if (sale.State == SaleState.Submitted)
        {
            return new Verdict(UndecidedId: sale.Id);
        }

        var isAgreed = decision.Rejection is null ? sale.State == SaleState.Approved : sale.Rejection == decision.Rejection;
        return isAgreed ? new Verdict() : new Verdict(RefusalKey: Refusals.Key(DecideSales.Refusal.AlreadyDecided));
    }

    public NewSale ToNewSale(long personId) => new()
    {
        PersonId = personId,
        CustomerName = Facts.Customer,
        CustomerCountry = Facts.CustomerCountry,
        IsPublicSector = Facts.IsPublicSector,
        DistributorId = Facts.DistributorId,
        InvoiceNumber = Facts.InvoiceNumber,
        InvoiceOn = Facts.InvoiceOn,
        Currency = Facts.Currency,
        Lines = [.. rows.Select(r => r.Value.Line)],
    };

    /// <summary>No row of a sale goes in without the others, so each is told.</summary>
    public void Complain(string reasonKey, string column = "invoice_number")
    {
        foreach (var (row, _) in rows)
        {
            row.Complain(column, reasonKey);
        }
    }

    private bool IsSameAs(Sale sale) =>
        sale.InvoiceOn == Facts.InvoiceOn
        && sale.Currency == Facts.Currency
        && sale.CustomerName == Facts.Customer
        && sale.IsPublicSector == Facts.IsPublicSector
        && sale.Lines.Select(l => (l.ProductId, l.Quantity, l.UnitPriceMinor)).Order()
            .SequenceEqual(rows.Select(r => (r.Value.Line.ProductId, r.Value.Line.Quantity, r.Value.Line.UnitPriceMinor)).Order());
}

/// <summary>At most one of the three is set; none means that the sale is there as it stands in the file.</summary>
internal readonly record struct Verdict(bool IsFresh = false, long? UndecidedId = null, string? RefusalKey = null);

/// <param name="Rejection">Null approves.</param>
internal sealed record FileDecision(RejectionReason? Rejection);

/// <summary>One line of a sale, with what its row says about the sale.</summary>
internal sealed record SaleRow
{
    public required string Email { get; init; }

    public required string InvoiceNumber { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    public required string Customer { get; init; }

    public required string CustomerCountry { get; init; }

    public required bool IsPublicSector { get; init; }

    public required long? DistributorId { get; init; }

    public required string Currency { get; init; }

    /// <summary>Null while it waits.</summary>
    public required FileDecision? Decision { get; init; }

    public required NewSaleLine Line { get; init; }

    public bool IsSameInvoiceAs(SaleRow other) => this with { Line = other.Line } == other;
}
