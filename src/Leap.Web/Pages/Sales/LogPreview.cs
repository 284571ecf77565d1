using Leap.Sales;

namespace Leap.Web.Pages.Sales;

/// <summary>What the sale on the form would earn, as far as it is filled in.</summary>
/// <param name="Lines">Lines that could be judged, each with its place in the form.</param>
/// <param name="Fault">Why nothing could be judged, in the reader's language; null when something was, or nothing is filled in.</param>
/// <param name="Unfinished">Lines that are begun but can't be read yet.</param>
public sealed record LogPreview(
    IReadOnlyList<(int Index, LineEarning Earning)> Lines,
    string? Fault,
    int Unfinished,
    string Currency,
    bool IsPublicSector,
    bool IsInvoiceTaken)
{
    public long Points => Lines.Sum(l => l.Earning.Points);

    /// <summary>In minor units of the sale's currency.</summary>
    public long ValueMinor => Lines.Sum(l => l.Earning.Line.Quantity * l.Earning.Line.UnitPriceMinor);

    public long ReportingMinor => Lines.Sum(l => l.Earning.Line.ReportingMinor);
}
