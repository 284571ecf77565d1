using System.Globalization;

namespace Leap.Audit;

/// <summary>What an operation has to say about the change that it makes.</summary>
public sealed record AuditEntry(AuditAction Action, AuditObject ObjectKind, string ObjectId)
{
    public AuditEntry(AuditAction action, AuditObject objectKind, long objectId)
        : this(action, objectKind, objectId.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <inheritdoc cref="AuditRecord.ActorId"/>
    public long? ActorId { get; init; }

    /// <inheritdoc cref="AuditRecord.Label"/>
    public string? Label { get; init; }

    /// <summary>Only what changed; empty when there was nothing. Never a name of a person, nor what someone typed.</summary>
    public IReadOnlyList<(AuditField Field, object? Value)> Before { get; init; } = [];

    /// <inheritdoc cref="Before"/>
    public IReadOnlyList<(AuditField Field, object? Value)> After { get; init; } = [];

    /// <inheritdoc cref="AuditRecord.Reason"/>
    public string? Reason { get; init; }
}
