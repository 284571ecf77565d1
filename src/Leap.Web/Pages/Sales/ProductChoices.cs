using Leap.Data;
using Leap.Products;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Sales;

/// <summary>The products that a line can name, and what a seller means by what was typed.</summary>
public sealed class ProductChoices(IReadOnlyList<Product> products)
{
    private const int MostNear = 3;

    public static async Task<ProductChoices> LoadAsync(LeapDb db, CancellationToken cancel) =>
        new(await db.Products.AsNoTracking().OrderBy(p => p.Family).ThenBy(p => p.Sku).ToListAsync(cancel));

    /// <summary>As offered: the part number first, so that typing either part finds it.</summary>
    public static string Label(Product product) => $"{product.Sku}, {product.Name}";

    /// <summary>Those that earn on some day of the span.</summary>
    public IEnumerable<Product> Eligible(DateOnly from, DateOnly to) =>
        products.Where(p => p.EligibleFromOn <= to && (p.EligibleToOn is null || p.EligibleToOn >= from));

    public Product? ById(long id) => products.FirstOrDefault(p => p.Id == id);

    /// <summary>The product that was named by part number, name or both; else none, and a few that come near.</summary>
    public (Product? Found, IReadOnlyList<Product> Near) Find(string typed)
    {
        var text = typed.Trim();
        var sku = text.Split([',', ' '], 2)[0];
        var found = products.FirstOrDefault(p => Equal(p.Sku, text) || Equal(Label(p), text) || Equal(p.Name, text))
            ?? products.FirstOrDefault(p => Equal(p.Sku, sku));
        if (found is not null)
        {
            return (found, []);
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (null, [.. products
            .Where(p => words.All(w => Label(p).Contains(w, StringComparison.OrdinalIgnoreCase)))
            .Take(words.Length == 0 ? 0 : MostNear)]);
    }

    private static bool Equal(string name, string typed) => string.Equals(name, typed, StringComparison.OrdinalIgnoreCase);
}
