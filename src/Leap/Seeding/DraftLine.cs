using Leap.Locales;

namespace Leap.Seeding;

/// <summary>A product on its way to a sale's line, before the number of units is final.</summary>
/// <param name="Units">Units before scaling.</param>
/// <param name="IsScaled">False where it is one unit whatever the size of the sale.</param>
/// <param name="Discount">Share off the list price.</param>
internal sealed record DraftLine(SeedProduct Product, double Units, bool IsScaled, decimal Discount)
{
    private const int UnitsMost = 250;

    /// <param name="rate">Worth of one unit of the currency on the invoice date.</param>
    public DemoLine At(double scale, string currency, decimal rate)
    {
        var quantity = IsScaled ? Math.Clamp((int)(Units * scale), 1, UnitsMost) : 1;
        var price = Math.Round(Product.ListPrice * (1 - Discount) / rate, Currencies.MinorDigits(currency), MidpointRounding.ToEven);
        return new DemoLine(Product, quantity, price, Math.Round(price * quantity * rate, 2, MidpointRounding.ToEven));
    }
}
