using Leap.Sales;

namespace Leap.Web.Pages.Manage.Sales;

/// <summary>One sale in the manager's list.</summary>
public sealed record ReviewRow(
    long Id, SaleState State, string InvoiceNumber, DateOnly InvoiceOn, DateTime SubmittedAt, DateTime? DecidedAt)
{
    public required string CustomerName { get; init; }

    public required string FirmName { get; init; }

    public required string FirmCountry { get; init; }

    public required string SellerName { get; init; }

    public required int Lines { get; init; }

    public required long ReportingMinor { get; init; }
}
