using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Leap.Data;
using Leap.Programmes;
using Microsoft.Extensions.Logging;

namespace Leap.Audit;

/// <summary>Keeps who changed what with the change itself (A5).</summary>
public sealed class AuditLog(LeapDb db, Calendar calendar, ILogger<AuditLog> log)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Inside the caller's transaction, whose commit saves it.</summary>
    public void Add(AuditEntry entry)
    {
        var record = new AuditRecord
        {
            At = calendar.Now,
            ActorId = entry.ActorId,
            Action = entry.Action,
            ObjectKind = entry.ObjectKind,
            ObjectId = entry.ObjectId,
            Label = entry.Label,
            Before = ToJson(entry.Before),
            After = ToJson(entry.After),
            Reason = entry.Reason,
            CorrelationId = Activity.Current?.TraceId.ToString(),
        };
        db.Add(record);
        log.LogInformation(
            "{Action}: {ObjectKind} {ObjectId}, by person {ActorId}, trace {CorrelationId}",
            record.Action,
            record.ObjectKind,
            record.ObjectId,
            record.ActorId,
            record.CorrelationId);
    }

    private static string? ToJson(IReadOnlyList<(AuditField Field, object? Value)> fields) =>
        fields.Count == 0
            ? null
            : JsonSerializer.Serialize(fields.ToDictionary(f => f.Field.ToString(), f => f.Value, StringComparer.Ordinal), Json);
}
