using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>What the fields of a sale offer to choose from.</summary>
public sealed record SaleChoices
{
    private const int MostCustomers = 50;

    /// <summary>Code and name, sorted as the reader's language does.</summary>
    public required IReadOnlyList<(string Code, string Name)> Countries { get; init; }

    /// <summary>All that can be converted.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>What the firm's country usually invoices in.</summary>
    public required string HomeCurrency { get; init; }

    public required IReadOnlyList<(long Id, string Name)> Distributors { get; init; }

    /// <summary>The seller's own, latest first.</summary>
    public required IReadOnlyList<string> Customers { get; init; }

    public required ProductChoices Products { get; init; }

    public static async Task<SaleChoices> LoadAsync(LeapDb db, Me me, Locale locale, string reportingCurrency, CancellationToken cancel)
    {
        var countries = await db.Countries.AsNoTracking().Select(c => new { c.Code, c.Currency }).ToListAsync(cancel);
        var rated = await db.Rates.Select(r => r.Currency).Distinct().ToListAsync(cancel);
        var distributors = await db.Distributors.AsNoTracking().Select(d => new { d.Id, d.Name }).ToListAsync(cancel);
        var customers = await db.Sales.AsNoTracking()
            .Where(s => s.PersonId == me.PersonId)
            .GroupBy(s => s.CustomerName)
            .OrderByDescending(g => g.Max(s => s.Id))
            .Select(g => g.Key)
            .Take(MostCustomers)
            .ToListAsync(cancel);
        List<string> currencies = [.. rated.Append(reportingCurrency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var home = countries.FirstOrDefault(c => c.Code == me.Country)?.Currency;
        return new SaleChoices
        {
            Countries = [.. countries.Select(c => (c.Code, Name: locale.Country(c.Code))).OrderBy(c => c.Name, locale.Sorting)],
            Currencies = currencies,
            HomeCurrency = home is not null && currencies.Contains(home, StringComparer.Ordinal) ? home : reportingCurrency,
            Distributors = [.. distributors.Select(d => (d.Id, d.Name)).OrderBy(d => d.Name, locale.Sorting)],
            Customers = customers,
            Products = await ProductChoices.LoadAsync(db, cancel),
        };
    }
}
