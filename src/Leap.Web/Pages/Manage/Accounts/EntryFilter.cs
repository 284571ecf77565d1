using System.Globalization;
using Leap.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Leap.Web.Pages.Manage.Accounts;

/// <summary>Which entries of an account a page shows, as its address says; what makes no sense there is left out.</summary>
public sealed record EntryFilter(EntryKind? Kind, DateOnly? FromOn, DateOnly? LastOn, int Page)
{
    public static EntryFilter Of(IQueryCollection query) => new(
        Enum.TryParse<EntryKind>(query["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
        Day(query["from"]),
        Day(query["until"]),
        int.TryParse(query["p"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    public bool IsNarrow => Kind is not null || FromOn is not null || LastOn is not null;

    public AccountHistory.Choice Choice(AccountRef account) => new(account, Kind, FromOn, LastOn);

    /// <param name="handler">`Csv` for the file; null for the page.</param>
    public string Address(string account, int page = 1, string? handler = null)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = handler,
            ["kind"] = Kind?.ToString().ToLowerInvariant(),
            ["from"] = FromOn is { } from ? Iso(from) : null,
            ["until"] = LastOn is { } last ? Iso(last) : null,
            ["p"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString(account, parts.Where(p => p.Value is not null));
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day of these centuries: what a person may have typed on purpose.</summary>
    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1900 and < 2200
            ? day
            : null;
}
