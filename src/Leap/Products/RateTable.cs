using System.Globalization;
using Leap.Data;
using Leap.Locales;
using Leap.Settings;
using Microsoft.EntityFrameworkCore;

namespace Leap.Products;

/// <summary>The rates that a batch of sales needs: for each sale that of its invoice date, else the last one before it (S5).</summary>
public sealed class RateTable
{
    private readonly string reporting;
    private readonly Dictionary<string, List<Rate>> byCurrency;

    private RateTable(string reporting, Dictionary<string, List<Rate>> byCurrency)
    {
        this.reporting = reporting;
        this.byCurrency = byCurrency;
    }

    /// <summary>What was found: the worth of one unit in the reporting currency, and a source such as `ECB 2026-03-31`.</summary>
    public sealed record Found(decimal Value, string Source);

    public static async Task<RateTable> LoadAsync(
        LeapDb db, LeapSettings settings, IReadOnlyCollection<(string Currency, DateOnly Day)> wanted, CancellationToken cancel)
    {
        var currencies = wanted.Select(w => w.Currency).Distinct(StringComparer.Ordinal).ToList();
        var tables = new Dictionary<string, List<Rate>>(StringComparer.Ordinal);
        foreach (var currency in currencies.Where(c => c != settings.Programme.Currency))
        {
            var first = wanted.Where(w => w.Currency == currency).Min(w => w.Day);
            var last = wanted.Where(w => w.Currency == currency).Max(w => w.Day);
            var start = await db.Rates.Where(r => r.Currency == currency && r.RateOn <= first)
                .MaxAsync(r => (DateOnly?)r.RateOn, cancel) ?? first;
            tables[currency] = await db.Rates.AsNoTracking()
                .Where(r => r.Currency == currency && r.RateOn >= start && r.RateOn <= last)
                .OrderByDescending(r => r.RateOn)
                .ToListAsync(cancel);
        }

        return new RateTable(settings.Programme.Currency, tables);
    }

    /// <summary>Null when there is no rate on the day or before it.</summary>
    public Found? On(string currency, DateOnly day)
    {
        if (currency == reporting)
        {
            return new Found(1, currency);
        }

        return byCurrency[currency].FirstOrDefault(r => r.RateOn <= day) is { } rate
            ? new Found(rate.Value, $"{rate.Source} {rate.RateOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}")
            : null;
    }

    /// <summary>Converts minor units to minor units of the reporting currency, rounded to the even once.</summary>
    public long ToReporting(long minor, string currency, decimal rate) => (long)Math.Round(
        Currencies.ToMajor(minor, currency) * rate / Currencies.ToMajor(1, reporting), MidpointRounding.ToEven);
}
