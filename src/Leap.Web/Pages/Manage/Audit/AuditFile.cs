using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>The audit log as CSV, newest first, written as it is read, in the invariant form.</summary>
internal sealed class AuditFile(AuditRows rows, AuditFilter filter) : IActionResult
{
    private const int BatchRows = 500;

    private static readonly string[] Columns =
    [
        "id", "at", "person_id", "person", "action", "object_kind", "object_id", "object", "before", "after", "reason", "note",
        "correlation_id",
    ];

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        var options = new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        await using var csv = CsvWriter.Create(response.Body, options, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, cancel);
        AuditPlace? after = null;
        while (await rows.ReadAsync(filter, after, BatchRows, cancel) is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                await csv.WriteRecordAsync(Cells(row), cancel);
            }

            after = batch[^1].Place;
        }
    }

    private static string[] Cells(AuditRow row)
    {
        var record = row.Record;
        return
        [
            record.Id.ToString(CultureInfo.InvariantCulture),
            record.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            record.ActorId?.ToString(CultureInfo.InvariantCulture) ?? "",
            row.Actor ?? "",
            record.Action.ToString(),
            record.ObjectKind.ToString(),
            record.ObjectId,
            record.Label ?? "",
            record.Before ?? "",
            record.After ?? "",
            record.Reason ?? "",
            row.Note ?? "",
            record.CorrelationId ?? "",
        ];
    }
}
