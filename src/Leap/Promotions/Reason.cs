using System.Text.Json;
using System.Text.Json.Serialization;
using Leap.Locales;

namespace Leap.Promotions;

/// <summary>
/// One step of an award's arithmetic, or the condition that a promotion failed on: a text key and its values, told in any language (P8).
/// </summary>
public sealed record Reason(string Key, params IReadOnlyList<ReasonValue> Values)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string In(Locale locale) =>
        Values.FirstOrDefault(v => v.Name == "count") is { Number: { } count }
            ? locale.Count(Key, count, [.. Values.Where(v => v.Name != "count").Select(v => v.In(locale))])
            : locale.Text(Key, [.. Values.Select(v => v.In(locale))]);

    public static string ToJson(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, Json);

    public static IReadOnlyList<Reason> FromJson(string json) => JsonSerializer.Deserialize<List<Reason>>(json, Json) ?? [];
}

/// <summary>A number, an amount of money (minor units and ISO 4217 code), a day, words, or a number with decimals.</summary>
public sealed record ReasonValue(
    string Name, long? Number = null, string? Currency = null, DateOnly? Day = null, string? Words = null, decimal? Decimals = null)
{
    /// <summary>Points that need not be whole, cut off after two decimals.</summary>
    public static ReasonValue Of(string name, Fraction points) =>
        points.Denominator.IsOne ? new(name, points.RoundDown()) : new(name, Decimals: points.ToDecimal(2));

    internal (string Name, object? Value) In(Locale locale) =>
        (Name, Decimals
            ?? (object?)Words
            ?? (Day is { } day ? locale.Date(day)
                : Currency is null ? locale.Number(Number ?? 0)
                : locale.Money(Number ?? 0, Currency)));
}
