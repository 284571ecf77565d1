namespace Leap.Locales;

/// <summary>
/// What must be known of a currency to write an amount: the digits of its minor unit (ISO 4217) and a sign that no other currency shares.
/// </summary>
public static class Currencies
{
    public static int MinorDigits(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    public static decimal ToMajor(long minor, string currency) => minor / Scale(currency);

    /// <summary>Minor units of an amount; null when it has more decimals than the currency, or does not fit.</summary>
    public static long? ToMinor(decimal major, string currency)
    {
        if (Math.Abs(major) >= long.MaxValue / Scale(currency))
        {
            return null;
        }

        var minor = major * Scale(currency);
        return minor == decimal.Truncate(minor) ? (long)minor : null;
    }

    /// <summary>The sign where it is unambiguous to every reader, else the code.</summary>
    public static string Symbol(string currency) => currency switch
    {
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "JP¥",
        "CNY" => "CN¥",
        "BRL" => "R$",
        "INR" => "₹",
        "KRW" => "₩",
        "PLN" => "zł",
        "CZK" => "Kč",
        "TRY" => "₺",
        "VND" => "₫",
        "NGN" => "₦",
        "AUD" => "A$",
        "CAD" => "CA$",
        "HKD" => "HK$",
        "MXN" => "MX$",
        "NZD" => "NZ$",
        "SGD" => "S$",
        "TWD" => "NT$",
        _ => currency,
    };

    private static decimal Scale(string currency) => MinorDigits(currency) switch
    {
        0 => 1m,
        3 => 1_000m,
        4 => 10_000m,
        _ => 100m,
    };
}
