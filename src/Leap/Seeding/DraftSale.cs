namespace Leap.Seeding;

/// <summary>A sale before its units are final.</summary>
/// <param name="Rate">Worth of one unit of the firm's currency on the invoice date.</param>
internal sealed record DraftSale(string InvoiceNumber, DateOnly InvoiceOn, DemoPerson Seller, IReadOnlyList<DraftLine> Lines, decimal Rate)
{
    public DemoCustomer? Customer { get; set; }

    public string Distributor { get; init; } = "";

    public decimal Amount(double scale) => Lines.Sum(l => l.At(scale, Seller.Firm!.Place.Currency, Rate).Amount);

    public DemoSale ToSale(double scale, Review review) => new()
    {
        InvoiceNumber = InvoiceNumber,
        InvoiceOn = InvoiceOn,
        SubmittedOn = review.SubmittedOn,
        Seller = Seller,
        Customer = Customer!,
        Distributor = Distributor,
        Lines = [.. Lines.Select(l => l.At(scale, Seller.Firm!.Place.Currency, Rate))],
        DecidedOn = review.DecidedOn,
        Rejection = review.Rejection,
    };
}
