using System.ComponentModel.DataAnnotations;
using Leap.Sales;

namespace Leap.Web.Pages.Sales;

/// <summary>A sale as a seller types it. Numbers stay as typed until the lines are read in the reader's form.</summary>
public sealed class SaleForm
{
    [Required, StringLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Customer { get; set; } = "";

    [Required, DisplayFormat(ConvertEmptyStringToNull = false)]
    public string CustomerCountry { get; set; } = "";

    public bool IsPublicSector { get; set; }

    public long? DistributorId { get; set; }

    [Required, StringLength(Sale.InvoiceLettersMax), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string InvoiceNumber { get; set; } = "";

    [Required]
    public DateOnly? InvoiceOn { get; set; }

    [Required, DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Currency { get; set; } = "";

    public List<Line> Lines { get; set; } = [];

    public sealed class Line
    {
        public string? Product { get; set; }

        public string? Quantity { get; set; }

        public string? UnitPrice { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Product + Quantity + UnitPrice);
    }

    public NewSale ToSale(long personId, DateOnly invoiceOn, IReadOnlyList<NewSaleLine> lines) => new()
    {
        PersonId = personId,
        CustomerName = Customer,
        CustomerCountry = CustomerCountry,
        IsPublicSector = IsPublicSector,
        DistributorId = DistributorId,
        InvoiceNumber = InvoiceNumber,
        InvoiceOn = invoiceOn,
        Currency = Currency,
        Lines = lines,
    };
}
