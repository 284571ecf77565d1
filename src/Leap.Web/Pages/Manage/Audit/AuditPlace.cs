using System.Globalization;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>A record's place in the order of time; equal moments are told apart by id.</summary>
public sealed record AuditPlace(DateTime At, long Id)
{
    /// <summary>Null when it is none.</summary>
    public static AuditPlace? Parse(string? text)
    {
        var parts = text?.Split('-') ?? [];
        return parts.Length == 2 && IsWhole(parts[0], out var ticks) && IsWhole(parts[1], out var id) && ticks <= DateTime.MaxValue.Ticks
            ? new(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    public override string ToString() => FormattableString.Invariant($"{At.Ticks}-{Id}");

    private static bool IsWhole(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
