using Leap.Sales;

namespace Leap.Web.Pages.Sales;

/// <summary>One sale in a list of them.</summary>
public sealed record SaleRow(long Id, SaleState State, string CustomerName, string InvoiceNumber, DateOnly InvoiceOn, string Currency)
{
    public required string SellerName { get; init; }

    public required int Lines { get; init; }

    /// <summary>In minor units of <see cref="Currency"/>.</summary>
    public required long Minor { get; init; }

    public required long ReportingMinor { get; init; }
}
