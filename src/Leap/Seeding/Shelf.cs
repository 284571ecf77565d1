using Leap.Locales;

namespace Leap.Seeding;

/// <summary>What sellers offer on a day: eligible products, more of new ones and of those that a promotion is for.</summary>
internal sealed class Shelf(SeedData seed)
{
    private const int LaunchDays = 56;

    /// <summary>Most minor units that one unit may cost: amounts in the smallest currencies must still fit.</summary>
    private const decimal PriceMinorMost = 50_000_000_000m;

    private static readonly Dictionary<string, double> Families = new(StringComparer.Ordinal)
    {
        ["rack"] = 30, ["networking"] = 19, ["workstations"] = 17, ["tower"] = 15, ["storage"] = 13, ["dense"] = 6,
    };

    private readonly ILookup<string, SeedProduct> products = seed.Products.ToLookup(p => p.Family, StringComparer.Ordinal);

    /// <summary>Invents the lines of one invoice: a main product, then care for it and what goes with it.</summary>
    public IReadOnlyList<DraftLine> Fill(DemoFirm firm, DateOnly day, int lines, Dice dice)
    {
        var rate = seed.Rates.On(firm.Place.Currency, day);
        var size = (0.4 + (0.6 / (1.05 - dice.Unit()))) * Depth(firm.Tier);
        var main = new Deck<string>([.. Families.Keys], f => Families[f] * Pull(f, null, firm, day)).Draw(dice);
        var filled = new List<DraftLine>(lines);
        while (filled.Count < lines)
        {
            var family = filled.Count == 0 ? main : dice.Unit() switch
            {
                < 0.42 => "services",
                < 0.72 => main,
                _ => dice.Pick([.. Families.Keys]),
            };
            if (Draw(family, firm, (day, rate), dice) is { } product && !filled.Exists(l => l.Product == product))
            {
                filled.Add(ToLine(product, filled, size, dice));
            }
        }

        return filled;
    }

    private static double Depth(string tier) => tier switch
    {
        "platinum" => 1.9,
        "gold" => 1.4,
        "silver" => 1,
        _ => 0.75,
    };

    private SeedProduct? Draw(string family, DemoFirm firm, (DateOnly Day, decimal Rate) at, Dice dice)
    {
        var digits = Currencies.MinorDigits(firm.Place.Currency);
        var scale = digits switch { 0 => 1m, 2 => 100m, _ => 1_000m };
        var offered = products[family].Where(p => p.IsEligibleOn(at.Day) && p.ListPrice / at.Rate * scale < PriceMinorMost).ToList();
        return offered.Count == 0
            ? null
            : new Deck<SeedProduct>(offered, p => Appeal(p, at.Day) * Pull(family, p.Sku, firm, at.Day)).Draw(dice);
    }

    private static double Appeal(SeedProduct product, DateOnly day)
    {
        var isNew = product.IsNew && day < product.EligibleFromOn.AddDays(LaunchDays);
        return (isNew ? 2 : 1) / Math.Sqrt((double)product.ListPrice);
    }

    private double Pull(string family, string? sku, DemoFirm firm, DateOnly day) =>
        seed.Promotions.Any(p => IsFor(p, family, sku) && p.Covers(day) && p.IsIn(firm.Place.Country)) ? 1.6 : 1;

    private static bool IsFor(SeedPromotion promotion, string family, string? sku) => !promotion.IsForCourses
        && (sku is null ? promotion.Families : promotion.Skus).Contains(sku ?? family, StringComparer.Ordinal);

    /// <summary>Care comes with each main unit; other services are bought once. Larger deals get the larger discounts, 8 to 35 %.</summary>
    private static DraftLine ToLine(SeedProduct product, List<DraftLine> filled, double size, Dice dice)
    {
        var isCare = product.Sku.StartsWith("HC-", StringComparison.Ordinal) && product.ListPrice < 9_000;
        var main = filled.Find(l => l.Product.Family != "services");
        var units = isCare && main is not null && dice.Chance(0.7) ? main.Units : size * 1_000 / (double)product.ListPrice;
        var steps = Math.Min(54, dice.Below(28) + (int)Math.Min(26, size * 4));
        return new DraftLine(product, units, product.Family != "services" || isCare, 0.08m + (0.005m * steps));
    }
}
