using System.Globalization;
using CsvHelper;
using Leap.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>
/// An account's entries as CSV, newest first, written as they are read, in the invariant form. What came in and what went out have a
/// column each, and so have balances below zero: no number begins with a sign, and so none gets the apostrophe that guards against
/// formulas.
/// </summary>
internal sealed class EntriesFile(AccountHistory history, AccountHistory.Choice choice) : IActionResult
{
    private static readonly string[] Columns =
        ["entry", "booked_at", "effective_on", "kind", "cause", "points_in", "points_out", "balance", "below_zero"];

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        var name = choice.Account.ToString().Replace('/', '-').ToLowerInvariant();
        response.Headers.ContentDisposition = $"attachment; filename={name}.csv";
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        await using var csv = CsvWriter.Create(response.Body, options, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, cancel);
        await foreach (var line in history.ReadAsync(choice, cancel))
        {
            await csv.WriteRecordAsync(Cells(line), cancel);
        }
    }

    private static string[] Cells(AccountHistory.Line line) =>
    [
        Number(line.EntryId),
        line.BookedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        EntryFilter.Iso(line.EffectiveOn),
        line.Kind.ToString(),
        line.Cause,
        line.Points > 0 ? Number(line.Points) : "",
        line.Points < 0 ? Number(-line.Points) : "",
        line.Balance is >= 0 and var has ? Number(has) : "",
        line.Balance is < 0 and var below ? Number(-below) : "",
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
