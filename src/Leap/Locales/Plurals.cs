namespace Leap.Locales;

/// <summary>
/// Which form of a noun follows a whole number: the cardinal rules of Unicode CLDR 48. A language that is not listed has `one` and
/// `other`.
/// </summary>
public static class Plurals
{
    /// <summary>The categories of a language, as suffixes of its keys, the obligatory `other` last.</summary>
    public static IReadOnlyList<string> Categories(string language) => Base(language) switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        "pl" or "ru" or "uk" => ["one", "few", "many", "other"],
        "cs" or "sk" => ["one", "few", "other"],
        "es" or "fr" or "it" or "pt" => ["one", "many", "other"],
        "zh" or "ja" or "ko" or "th" or "vi" or "id" or "ms" => ["other"],
        _ => ["one", "other"],
    };

    public static string Category(string language, long count)
    {
        var n = count == long.MinValue ? long.MaxValue : Math.Abs(count);
        return Base(language) switch
        {
            "ar" => Arabic(n),
            "pl" => n == 1 ? "one" : EndsInFew(n) ? "few" : "many",
            "ru" or "uk" => n % 10 == 1 && n % 100 != 11 ? "one" : EndsInFew(n) ? "few" : "many",
            "cs" or "sk" => n == 1 ? "one" : n is >= 2 and <= 4 ? "few" : "other",
            "es" or "it" => n == 1 ? "one" : IsExactMillions(n) ? "many" : "other",
            "fr" or "pt" => n is 0 or 1 ? "one" : IsExactMillions(n) ? "many" : "other",
            "zh" or "ja" or "ko" or "th" or "vi" or "id" or "ms" => "other",
            _ => n == 1 ? "one" : "other",
        };
    }

    private static string Arabic(long n) => (n, n % 100) switch
    {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, >= 3 and <= 10) => "few",
        (_, >= 11) => "many",
        _ => "other",
    };

    private static bool EndsInFew(long n) => n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14);

    private static bool IsExactMillions(long n) => n != 0 && n % 1_000_000 == 0;

    private static string Base(string language) => language.Split('-')[0];
}
