using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Leap.Programmes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leap.Locales;

/// <summary>
/// One language: its words and its way to write numbers, amounts and dates. What it returns may hold invisible marks (direction, narrow
/// and unbreakable spaces): it is for people to read, never to be parsed.
/// </summary>
public sealed class Locale
{
    private readonly FrozenDictionary<string, string> texts;
    private readonly Forms forms;
    private readonly Locale? english;
    private readonly bool strict;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, bool> noted = new(StringComparer.Ordinal);

    internal Locale(string code, FrozenDictionary<string, string> texts, Locale? english, bool strict, ILogger logger)
    {
        Code = code;
        this.texts = texts;
        this.english = english;
        this.strict = strict;
        this.logger = logger;
        forms = new Forms(texts);
    }

    /// <summary>As in `lang`: `pt-BR`, `zh-Hans`.</summary>
    public string Code { get; }

    public string OwnName => texts["locale.name"];

    /// <summary>For formatting and sorting what people read; never for keys.</summary>
    public CultureInfo Culture => forms.Culture;

    public bool IsRightToLeft => Culture.TextInfo.IsRightToLeft;

    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    public string this[string key] => Text(key);

    /// <summary>
    /// The text with its `{name}` filled in: whole numbers, days, durations and content in this language's form. A text that
    /// only English has is given in English and logged once; one that no language has is a fault outside Production, else the key itself.
    /// </summary>
    public string Text(string key, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        if (texts.TryGetValue(key, out var pattern))
        {
            return Fill(pattern, key, with);
        }

        NoteMissing(key);
        return english is null ? key : english.Text(key, with);
    }

    /// <summary>The form of the text that goes with the number (`key_one`, `key_few` …); the number itself is `{count}`.</summary>
    public string Count(string key, long count, params ReadOnlySpan<(string Name, object? Value)> with)
    {
        if (texts.TryGetValue(key + "_" + Plurals.Category(Code, count), out var pattern) || texts.TryGetValue(key + "_other", out pattern))
        {
            return Fill(pattern, key, [("count", count), .. with]);
        }

        NoteMissing(key + "_other");
        return english is null ? key : english.Count(key, count, with);
    }

    /// <summary>This language with nothing asked for yet, so that <see cref="Missing"/> tells what one piece of work lacked.</summary>
    public Locale Fresh() => new(Code, texts, english, strict, NullLogger.Instance);

    /// <summary>What was asked for and stands in English, since this language lacks it.</summary>
    public IReadOnlyList<string> Missing => [.. noted.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The keys of this language's own file.</summary>
    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>The text with its `{name}` unfilled, or the key.</summary>
    public string Pattern(string key) => texts.GetValueOrDefault(key) ?? english?.Pattern(key) ?? key;

    public bool Has(string key) => texts.ContainsKey(key) || (english?.Has(key) ?? false);

    public string Number(long value) => forms.Number(value, 0);

    /// <summary>A change with its sign: +300, −50, 0. A mark keeps the sign before the number where lines run from right to left.</summary>
    public string Change(long change)
    {
        var mark = IsRightToLeft ? "\u200E" : "";
        return change > 0 ? $"{mark}+{Number(change)}" : change < 0 ? $"{mark}\u2212{Number(-change)}" : Number(0);
    }

    [SuppressMessage("Naming", "CA1720", Justification = "It is the word for what it writes.")]
    public string Decimal(decimal value, int digits) => forms.Number(value, digits);

    /// <summary>A share of one: 0.125 is 13 %, or 12.5 % with one digit.</summary>
    public string Percent(decimal share, int digits = 0) => forms.Percent(share, digits);

    /// <summary>Rounded, with a word for the power of ten, for tiles and axes: 1.2K, 34.5M.</summary>
    public string NumberShort(decimal value) => forms.Compact(value);

    public string Money(long minor, string currency) => forms.Money(minor, currency);

    /// <summary>Rounded, with a word for the power of ten, for tiles and axes: US$1.2M.</summary>
    public string MoneyShort(long minor, string currency) => forms.MoneyShort(minor, currency);

    /// <summary>22 Nov 2026</summary>
    public string Date(DateOnly day) => forms.Date(day);

    /// <summary>Sunday, 22 November 2026</summary>
    public string DateLong(DateOnly day) => forms.DateLong(day);

    /// <summary>22 Nov</summary>
    public string Day(DateOnly day) => forms.Day(day);

    /// <summary>November 2026</summary>
    public string Month(DateOnly day) => forms.Month(day);

    /// <summary>Nov</summary>
    public string MonthShort(DateOnly day) => forms.MonthShort(day);

    /// <summary>14:30 in the zone</summary>
    public string Time(DateTime utc, TimeZoneInfo zone) => forms.Time(InZone(utc, zone));

    /// <summary>22 Nov 2026, 14:30 in the zone</summary>
    public string Moment(DateTime utc, TimeZoneInfo zone)
    {
        var local = InZone(utc, zone);
        return Text("format.moment", ("date", Date(DateOnly.FromDateTime(local))), ("time", forms.Time(local)));
    }

    /// <summary>A month, quarter or season by its name: November 2026, Q4 2026, Season 2026, Season 2026/27.</summary>
    public string Period(Period period) => period.Kind switch
    {
        PeriodKind.Month => Month(period.FromOn),
        PeriodKind.Quarter => Text(
            "time.quarter",
            ("number", period.Key[^1..]),
            ("year", SeasonYears(period.FromOn.AddMonths(-3 * (period.Key[^1] - '1'))))),
        _ => Text("time.season", ("year", SeasonYears(period.FromOn))),
    };

    /// <summary>How long ago, in the largest whole unit; a negative span lies ahead.</summary>
    public string Ago(TimeSpan span)
    {
        var (unit, count) = LargestUnit(span.Duration());
        return unit is null ? Text("time.now") : Count((span < TimeSpan.Zero ? "time.in." : "time.ago.") + unit, count);
    }

    /// <summary>How long something takes, in at most two units: 15 min, 1 h 30 min, 3 days.</summary>
    public string Duration(TimeSpan span)
    {
        var minutes = (long)Math.Round(span.TotalMinutes, MidpointRounding.AwayFromZero);
        if (minutes < 60)
        {
            return Count("time.span.minutes", minutes);
        }

        var (large, largeUnit, small, smallUnit) = minutes < 24 * 60
            ? (minutes / 60, "hours", minutes % 60, "minutes")
            : (minutes / 1440, "days", minutes % 1440 / 60, "hours");
        var first = Count("time.span." + largeUnit, large);
        return small == 0 ? first : Text("time.span.both", ("large", first), ("small", Count("time.span." + smallUnit, small)));
    }

    /// <summary>a, b and c</summary>
    public string List(IEnumerable<string> items)
    {
        string[] all = [.. items.Select(Isolated)];
        if (all.Length <= 1)
        {
            return all.FirstOrDefault("");
        }

        if (all.Length == 2)
        {
            return Joined("list.two", all[0], all[1]);
        }

        var middle = all[0];
        for (var at = 1; at < all.Length - 1; at++)
        {
            middle = Joined("list.more", middle, all[at]);
        }

        return Joined("list.last", middle, all[^1]);
    }

    /// <summary>
    /// A country by its ISO 3166 code; in English where the locale files do not name it, the code itself where it is none.
    /// </summary>
    public string Country(string alpha2)
    {
        if (Has("country." + alpha2))
        {
            return Text("country." + alpha2);
        }

        try
        {
            return new RegionInfo(alpha2).EnglishName;
        }
        catch (ArgumentException)
        {
            return alpha2;
        }
    }

    /// <summary>A region of the programme by its code; the code itself where the locale files do not name it.</summary>
    public string Region(string code) => Has("region." + code) ? Text("region." + code) : code;

    public string Language(string code) => Has("language." + code) ? Text("language." + code) : code;

    /// <summary>Sorts what people read, names above all, as this language does.</summary>
    public StringComparer Sorting => StringComparer.Create(Culture, ignoreCase: true);

    /// <summary>
    /// Reads a number as typed: in this language's form, else in the plain one with a point. Groups must be whole, so `12.50` is never
    /// 1250.
    /// </summary>
    public bool TryParseNumber(string? typed, out decimal value) => TypedNumber.TryParse(typed, Culture.NumberFormat, out value);

    /// <summary>
    /// An amount as a form's field holds it: no sign of the currency, no groups; <see cref="TryParseMoney"/> reads it back.
    /// </summary>
    public string MoneyTyped(long minor, string currency) =>
        forms.Plain(Currencies.ToMajor(minor, currency), Currencies.MinorDigits(currency));

    /// <summary>Reads an amount as typed into minor units; refuses more decimals than the currency has.</summary>
    public bool TryParseMoney(string? typed, string currency, out long minor)
    {
        var known = TryParseNumber(typed, out var major) ? Currencies.ToMinor(major, currency) : null;
        minor = known ?? 0;
        return known is not null;
    }

    private string Fill(string pattern, string key, ReadOnlySpan<(string Name, object? Value)> with)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal))
        {
            return pattern;
        }

        var text = new StringBuilder(pattern.Length + 32);
        var at = 0;
        while (pattern.IndexOf('{', at) is var open and >= 0 && pattern.IndexOf('}', open) is var close and >= 0)
        {
            text.Append(pattern, at, open - at).Append(ValueOf(pattern[(open + 1)..close], key, with));
            at = close + 1;
        }

        return text.Append(pattern, at, pattern.Length - at).ToString();
    }

    private string ValueOf(string name, string key, ReadOnlySpan<(string Name, object? Value)> with)
    {
        foreach (var (known, value) in with)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return Formatted(value);
            }
        }

        return strict
            ? throw new ArgumentException($"The text '{key}' ({Code}) asks for {{{name}}}, which was not given.", nameof(with))
            : "{" + name + "}";
    }

    private string Formatted(object? value) => value switch
    {
        null => "",
        Finished finished => finished.Text,
        string text => Isolated(text),
        long or int or short or byte => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        DateOnly day => Date(day),
        TimeSpan span => Duration(span),
        LocalizedText content => Isolated(content.In(Code)),
        decimal or double or float => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("#,##0.##", Culture),
        IFormattable other => other.ToString(null, Culture),
        _ => value.ToString() ?? "",
    };

    private string Isolated(string text) => Bidi.Isolated(text, IsRightToLeft);

    private string Joined(string key, string first, string second) =>
        Text(key, ("first", new Finished(first)), ("second", new Finished(second)));

    private static (string? Unit, long Count) LargestUnit(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => (null, 0),
        { TotalHours: < 1 } => ("minutes", (long)span.TotalMinutes),
        { TotalDays: < 1 } => ("hours", (long)span.TotalHours),
        { TotalDays: < 31 } => ("days", (long)span.TotalDays),
        { TotalDays: < 365 } => ("months", (long)(span.TotalDays / 30.4375)),
        _ => ("years", (long)(span.TotalDays / 365)),
    };

    private static string SeasonYears(DateOnly seasonFromOn)
    {
        var year = seasonFromOn.ToString("yyyy", CultureInfo.InvariantCulture);
        return seasonFromOn.Month == 1 ? year : year + "/" + seasonFromOn.AddYears(1).ToString("yy", CultureInfo.InvariantCulture);
    }

    private static DateTime InZone(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    private void NoteMissing(string key)
    {
        if (english is null && strict)
        {
            throw new KeyNotFoundException($"No locale file has the text '{key}'.");
        }

        if (noted.TryAdd(key, true))
        {
            logger.LogWarning("The text {Key} is missing in {Language}", key, Code);
        }
    }

    /// <summary>A part of a text that was isolated already.</summary>
    private sealed record Finished(string Text);
}
