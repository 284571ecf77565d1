using System.Globalization;
using Leap.Imports;
using Leap.Ledger;
using Leap.Locales;
using Leap.Programmes;
using Leap.Statements;

namespace Leap.Web.Pages.Manage.Liability;

/// <summary>
/// The two tables as CSV in the invariant form. What adds and what takes have a column each: no number begins with a sign, and so none
/// gets the apostrophe that guards against formulas.
/// </summary>
internal static class LiabilityFile
{
    private static readonly string[] MonthColumns = ["as_of", "expires_in", "points", "currency", "cost"];

    private static readonly string[] MovementColumns = ["scope", "from", "to", "line", "points_in", "points_out"];

    /// <param name="currency">The reporting currency's code.</param>
    public static Task<byte[]> MonthsAsync(LiabilityReport.Report report, string currency, CancellationToken cancel)
    {
        var rows = report.Months
            .Select(m => Row(m.MonthOn.ToString("yyyy-MM", CultureInfo.InvariantCulture), m.Points, m.CostMinor))
            .Append(Row("held", report.HeldPoints, report.HeldMinor));
        return CsvFile.BytesAsync(MonthColumns, rows, cancel);

        string[] Row(string month, long points, long costMinor)
        {
            var cost = Currencies.ToMajor(costMinor, currency).ToString(CultureInfo.InvariantCulture);
            return [Day(report.AsOf), month, Number(points), currency, cost];
        }
    }

    /// <param name="scope">A firm's or a country's code; empty for the programme.</param>
    public static Task<byte[]> MovementsAsync(MovementTable.Sums sums, string scope, Period span, CancellationToken cancel)
    {
        var rows = sums.Lines.Select(l => Row(Choices.Name(l.Kind), l.Points))
            .Prepend(Row("opening", sums.Opening))
            .Append(Row("closing", sums.Closing));
        return CsvFile.BytesAsync(MovementColumns, rows, cancel);

        string[] Row(string line, long points) =>
        [
            scope, Day(span.FromOn), Day(span.LastOn), line, points > 0 ? Number(points) : "", points < 0 ? Number(-points) : "",
        ];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
