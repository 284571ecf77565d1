namespace Leap.Seeding;

/// <summary>The demo's exchange rates: worth of one unit in the reporting currency, which itself has none.</summary>
public sealed class SeedRates
{
    private readonly Dictionary<(string Currency, DateOnly Day), decimal> rates;

    internal SeedRates(IEnumerable<SeedFile.Row> rows) =>
        rates = rows.ToDictionary(r => (r["currency"], r.Day("rate_on")), r => r.Number("rate"));

    public decimal On(string currency, DateOnly day) => rates.GetValueOrDefault((currency, day), 1m);
}
