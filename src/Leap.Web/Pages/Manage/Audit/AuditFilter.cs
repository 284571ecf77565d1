using System.Globalization;
using Leap.Audit;
using Leap.Data;
using Leap.Members;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Audit;

/// <summary>Which records the page shows, as its address says; what makes no sense there is left out.</summary>
/// <param name="Person">A name, a part of one, or the number of a person who did something.</param>
/// <param name="FromOn">Days of the programme, both included.</param>
public sealed record AuditFilter(
    string? Person, AuditAction? Action, AuditObject? Kind, string? ObjectId, DateOnly? FromOn, DateOnly? LastOn)
{
    private const int TypedMax = 100;

    public bool IsNarrow => this != new AuditFilter(null, null, null, null, null, null);

    public static AuditFilter Of(IQueryCollection query) => new(
        Typed(query["person"]),
        Choice<AuditAction>(query["action"]),
        Choice<AuditObject>(query["kind"]),
        Typed(query["id"]),
        Day(query["from"]),
        Day(query["until"]));

    public static string History(AuditObject kind, long id) => new AuditFilter(
        Person: null, Action: null, kind, id.ToString(CultureInfo.InvariantCulture), FromOn: null, LastOn: null).Address();

    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <param name="after">Where the page before this one ended.</param>
    /// <param name="handler">`Csv` for the file; null for the page.</param>
    public string Address(AuditPlace? after = null, string? handler = null)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = handler,
            ["person"] = Person,
            ["action"] = Action?.ToString().ToLowerInvariant(),
            ["kind"] = Kind?.ToString().ToLowerInvariant(),
            ["id"] = ObjectId,
            ["from"] = FromOn is { } from ? Iso(from) : null,
            ["until"] = LastOn is { } last ? Iso(last) : null,
            ["after"] = after?.ToString(),
        };
        return QueryHelpers.AddQueryString("/manage/audit", parts.Where(p => p.Value is not null));
    }

    /// <summary>In no order.</summary>
    public IQueryable<AuditRecord> Records(LeapDb db, Programmes.Calendar calendar)
    {
        var records = ByPerson(db, db.AuditRecords.AsNoTracking());
        if (Action is { } action)
        {
            records = records.Where(r => r.Action == action);
        }

        if (Kind is { } kind)
        {
            records = records.Where(r => r.ObjectKind == kind);
        }

        if (ObjectId is { } id)
        {
            // A number is a key, which an index finds; a code or an invoice's number may be the label.
            records = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? records.Where(r => r.ObjectId == id)
                : records.Where(r => r.ObjectId == id || r.Label == id);
        }

        if (FromOn is { } from)
        {
            var begin = calendar.StartOf(from);
            records = records.Where(r => r.At >= begin);
        }

        if (LastOn is { } last)
        {
            var end = calendar.StartOf(last.AddDays(1));
            records = records.Where(r => r.At < end);
        }

        return records;
    }

    private IQueryable<AuditRecord> ByPerson(LeapDb db, IQueryable<AuditRecord> records)
    {
        if (Person is null)
        {
            return records;
        }

        if (long.TryParse(Person, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return records.Where(r => r.ActorId == id);
        }

        var people = new NameSearch(db, Person).People().Select(p => (long?)p.Id);
        return records.Where(r => people.Contains(r.ActorId));
    }

    private static string? Typed(string? typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Length > TypedMax || typed.Contains('\0', StringComparison.Ordinal) ? null : typed.Trim();

    private static TChoice? Choice<TChoice>(string? typed)
        where TChoice : struct, Enum =>
        Enum.TryParse<TChoice>(typed, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;

    /// <summary>A day of these centuries: what a person may have typed on purpose.</summary>
    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1900 and < 2200
            ? day
            : null;
}
