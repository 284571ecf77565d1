using System.Collections.Frozen;
using Leap.Settings;

namespace Leap.Members;

/// <summary>
/// The zone in which a person reads times: their own choice, else their country's, where most of its people live, else the programme's.
/// Days, periods and statements stay in the programme's zone.
/// </summary>
public static class PersonZone
{
    private static readonly FrozenDictionary<string, string> ByCountry = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AE"] = "Asia/Dubai", ["AR"] = "America/Argentina/Buenos_Aires", ["AT"] = "Europe/Vienna", ["AU"] = "Australia/Sydney",
        ["BD"] = "Asia/Dhaka", ["BE"] = "Europe/Brussels", ["BG"] = "Europe/Sofia", ["BH"] = "Asia/Bahrain",
        ["BR"] = "America/Sao_Paulo", ["CA"] = "America/Toronto", ["CH"] = "Europe/Zurich", ["CL"] = "America/Santiago",
        ["CN"] = "Asia/Shanghai", ["CO"] = "America/Bogota", ["CR"] = "America/Costa_Rica", ["CY"] = "Asia/Nicosia",
        ["CZ"] = "Europe/Prague", ["DE"] = "Europe/Berlin", ["DK"] = "Europe/Copenhagen", ["DZ"] = "Africa/Algiers",
        ["EC"] = "America/Guayaquil", ["EE"] = "Europe/Tallinn", ["EG"] = "Africa/Cairo", ["ES"] = "Europe/Madrid",
        ["FI"] = "Europe/Helsinki", ["FR"] = "Europe/Paris", ["GB"] = "Europe/London", ["GH"] = "Africa/Accra",
        ["GR"] = "Europe/Athens", ["HK"] = "Asia/Hong_Kong", ["HR"] = "Europe/Zagreb", ["HU"] = "Europe/Budapest",
        ["ID"] = "Asia/Jakarta", ["IE"] = "Europe/Dublin", ["IL"] = "Asia/Jerusalem", ["IN"] = "Asia/Kolkata",
        ["IS"] = "Atlantic/Reykjavik", ["IT"] = "Europe/Rome", ["JO"] = "Asia/Amman", ["JP"] = "Asia/Tokyo",
        ["KE"] = "Africa/Nairobi", ["KR"] = "Asia/Seoul", ["KW"] = "Asia/Kuwait", ["KZ"] = "Asia/Almaty", ["LB"] = "Asia/Beirut",
        ["LK"] = "Asia/Colombo", ["LT"] = "Europe/Vilnius", ["LU"] = "Europe/Luxembourg", ["LV"] = "Europe/Riga",
        ["MA"] = "Africa/Casablanca", ["MT"] = "Europe/Malta", ["MX"] = "America/Mexico_City", ["MY"] = "Asia/Kuala_Lumpur",
        ["NG"] = "Africa/Lagos", ["NL"] = "Europe/Amsterdam", ["NO"] = "Europe/Oslo", ["NZ"] = "Pacific/Auckland",
        ["OM"] = "Asia/Muscat", ["PA"] = "America/Panama", ["PE"] = "America/Lima", ["PH"] = "Asia/Manila", ["PK"] = "Asia/Karachi",
        ["PL"] = "Europe/Warsaw", ["PT"] = "Europe/Lisbon", ["QA"] = "Asia/Qatar", ["RO"] = "Europe/Bucharest",
        ["RS"] = "Europe/Belgrade", ["SA"] = "Asia/Riyadh", ["SE"] = "Europe/Stockholm", ["SG"] = "Asia/Singapore",
        ["SI"] = "Europe/Ljubljana", ["SK"] = "Europe/Bratislava", ["TH"] = "Asia/Bangkok", ["TN"] = "Africa/Tunis",
        ["TR"] = "Europe/Istanbul", ["TW"] = "Asia/Taipei", ["UA"] = "Europe/Kyiv", ["US"] = "America/New_York",
        ["UY"] = "America/Montevideo", ["VN"] = "Asia/Ho_Chi_Minh", ["ZA"] = "Africa/Johannesburg",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every zone that a place is named after, by IANA name: `America/Argentina/Salta`.</summary>
    public static IReadOnlyList<TimeZoneInfo> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => IsOfPlace(z.Id)).OrderBy(z => z.Id, StringComparer.Ordinal)];

    public static bool Has(string id) => All.Any(z => string.Equals(z.Id, id, StringComparison.Ordinal));

    public static TimeZoneInfo Of(string? chosen, string country, ProgrammeSettings programme) =>
        Find(chosen) ?? Find(ByCountry.GetValueOrDefault(country)) ?? TimeZoneInfo.FindSystemTimeZoneById(programme.TimeZone);

    /// <summary>Null also for one that this machine does not know any more.</summary>
    private static TimeZoneInfo? Find(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    private static bool IsOfPlace(string id) =>
        id.Contains('/', StringComparison.Ordinal) && id.Split('/')[0] is "Africa" or "America" or "Antarctica" or "Arctic" or "Asia"
            or "Atlantic" or "Australia" or "Europe" or "Indian" or "Pacific";
}
