using System.Collections.Frozen;
using System.Globalization;

namespace Leap.Locales;

/// <summary>
/// How one language writes numbers, amounts and dates: ICU's separators and names of months, and the patterns under `format.` in its
/// locale file.
/// </summary>
internal sealed class Forms
{
    /// <summary>999,500 would be 1000K: it is 1M.</summary>
    private const decimal RoundsUpToOne = 0.9995m;

    private readonly FrozenDictionary<string, string> patterns;
    private readonly NumberFormatInfo numbers;
    private readonly NumberFormatInfo ungrouped;
    private readonly decimal groupFrom;
    private readonly (int Exponent, string Pattern)[] compact;

    public Forms(FrozenDictionary<string, string> texts)
    {
        patterns = texts;
        Culture = CultureOf(texts);
        numbers = Culture.NumberFormat;
        ungrouped = (NumberFormatInfo)numbers.Clone();
        ungrouped.NumberGroupSizes = [0];
        groupFrom = decimal.Parse(texts["format.group_from"], CultureInfo.InvariantCulture);
        compact = [.. texts["format.compact"].Split('|').Select(Step)];
    }

    public CultureInfo Culture { get; }

    public string Number(decimal value, int digits) =>
        Math.Abs(value) < groupFrom ? Plain(value, digits) : value.ToString(Fixed(digits), numbers);

    /// <summary>Without groups.</summary>
    public string Plain(decimal value, int digits) => value.ToString(Fixed(digits), ungrouped);

    public string Percent(decimal share, int digits) => Fill("format.percent", ("number", Number(share * 100, digits)));

    public string Money(long minor, string currency) =>
        Amount(minor < 0, Number(Math.Abs(Currencies.ToMajor(minor, currency)), Currencies.MinorDigits(currency)), currency);

    public string MoneyShort(long minor, string currency)
    {
        var major = Currencies.ToMajor(minor, currency);
        return Amount(minor < 0, Compact(Math.Abs(major)), currency);
    }

    /// <summary>One decimal below a hundred, none above, with the language's word for the power of ten: 1.2K, 34.5M, 870M.</summary>
    public string Compact(decimal value)
    {
        var sign = value < 0 ? numbers.NegativeSign : "";
        var size = Math.Abs(value);
        for (var at = compact.Length - 1; at >= 0; at--)
        {
            var (exponent, pattern) = compact[at];
            var scaled = size / Power(exponent);
            if (scaled >= RoundsUpToOne)
            {
                return sign + pattern.Replace("{number}", Trimmed(Rounded(scaled)), StringComparison.Ordinal);
            }
        }

        return sign + Number(Math.Round(size, MidpointRounding.AwayFromZero), 0);
    }

    public string Date(DateOnly day) => day.ToString(patterns["format.date"], Culture);

    public string DateLong(DateOnly day) => day.ToString(patterns["format.date_long"], Culture);

    public string Day(DateOnly day) => day.ToString(patterns["format.day"], Culture);

    public string Month(DateOnly day) => day.ToString(patterns["format.month"], Culture);

    public string MonthShort(DateOnly day) => Culture.DateTimeFormat.GetAbbreviatedMonthName(day.Month);

    public string Time(DateTime local) => local.ToString(patterns["format.time"], Culture);

    private string Amount(bool negative, string amount, string currency)
    {
        var sign = negative ? numbers.NegativeSign : "";
        var leads = patterns["format.money"].StartsWith("{currency}", StringComparison.Ordinal);
        var text = Fill("format.money", ("amount", leads ? amount : sign + amount), ("currency", Currencies.Symbol(currency)));
        return leads ? sign + Spaced(text, currency) : text;
    }

    /// <summary>A code of letters before digits needs a space where a sign does not: `CHF 5.00`, `US$5.00`.</summary>
    private static string Spaced(string text, string currency)
    {
        var symbol = Currencies.Symbol(currency);
        return char.IsLetter(symbol[^1]) && char.IsDigit(text[symbol.Length]) ? text.Insert(symbol.Length, "\u00A0") : text;
    }

    private static string Fixed(int digits) => digits == 0 ? "N0" : "N" + digits.ToString(CultureInfo.InvariantCulture);

    private static decimal Rounded(decimal scaled) => Math.Round(scaled, scaled < 100 ? 1 : 0, MidpointRounding.AwayFromZero);

    private string Trimmed(decimal scaled) => Number(scaled, scaled == decimal.Truncate(scaled) ? 0 : 1);

    private string Fill(string key, params ReadOnlySpan<(string Name, string Value)> with)
    {
        var text = patterns[key];
        foreach (var (name, value) in with)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static (int Exponent, string Pattern) Step(string step)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(step[..colon], CultureInfo.InvariantCulture), step[(colon + 1)..]);
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary>
    /// Gregorian and with Latin digits whatever the region, since points, invoices and periods are; a currency never comes from it.
    /// </summary>
    private static CultureInfo CultureOf(FrozenDictionary<string, string> texts)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(texts["format.culture"]).Clone();
        culture.DateTimeFormat.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized);
        culture.DateTimeFormat.ShortDatePattern = texts["format.date"];
        culture.DateTimeFormat.LongDatePattern = texts["format.date_long"];
        culture.DateTimeFormat.YearMonthPattern = texts["format.month"];
        culture.DateTimeFormat.ShortTimePattern = texts["format.time"];
        culture.NumberFormat.DigitSubstitution = DigitShapes.None;
        culture.NumberFormat.CurrencySymbol = "¤";
        return CultureInfo.ReadOnly(culture);
    }
}
