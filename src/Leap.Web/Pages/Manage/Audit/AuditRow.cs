using System.Text.Json;
using Leap.Audit;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>A record with what a reader needs besides.</summary>
/// <param name="Actor">Null: the program, or a person who is there no more.</param>
/// <param name="Name">As people know it.</param>
/// <param name="Address">The page of what was changed; null where it has none.</param>
/// <param name="Note">What was written about it, from where it is kept; null when nothing was.</param>
public sealed record AuditRow(AuditRecord Record, string? Actor, string Name, string? Address, string? Note)
{
    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<AuditChange> Changes { get; } = ChangesOf(Fields(Record.Before), Fields(Record.After));

    public AuditPlace Place => new(Record.At, Record.Id);

    /// <summary>A number among the fields after the change; null when there is none.</summary>
    public static long? NumberOf(AuditRecord record, AuditField field) =>
        Fields(record.After).TryGetValue(field.ToString(), out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt64()
            : null;

    private static OrderedDictionary<string, JsonElement> Fields(string? json) =>
        json is null
            ? new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal)
            : JsonSerializer.Deserialize<OrderedDictionary<string, JsonElement>>(json)!;

    private static List<AuditChange> ChangesOf(
        OrderedDictionary<string, JsonElement> before, OrderedDictionary<string, JsonElement> after) =>
    [
        .. after.Keys.Union(before.Keys, StringComparer.Ordinal)
            .Select(name => new AuditChange(name, Find(before, name), Find(after, name)))
            .Where(c => c.Before is not null || c.After is not null),
    ];

    private static JsonElement? Find(OrderedDictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

/// <param name="Field">The name of an <see cref="AuditField"/>.</param>
/// <param name="Before">Null: it had none.</param>
public sealed record AuditChange(string Field, JsonElement? Before, JsonElement? After);
