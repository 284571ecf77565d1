namespace Leap.Seeding;

/// <summary>
/// Invents what distributors report: mostly sales of people outside the programme, who sell a seventh of what participants sell;
/// and some of the participants' own sales, as the distributor saw them.
/// </summary>
public static class InventSellOut
{
    /// <summary>How many times the revenue per head of others a participant brings, before anything is rejected.</summary>
    public const decimal Lead = 7.4m;

    /// <returns>In the order of days.</returns>
    public static IReadOnlyList<DemoSellOut> Run(SeedData seed, IReadOnlyList<DemoFirm> firms, IReadOnlyList<DemoSale> sales, DemoSize size)
    {
        var dice = new Dice("sell-out");
        var matching = size.SellOutRows / 5;
        var rows = Outside(seed, firms, size.SellOutRows - matching, size, dice);
        rows.AddRange(Matching(seed, sales, matching, dice));
        return [.. rows.OrderBy(r => r.SoldOn).ThenBy(r => r.Distributor, StringComparer.Ordinal)];
    }

    private static List<DemoSellOut> Outside(SeedData seed, IReadOnlyList<DemoFirm> firms, int rows, DemoSize size, Dice dice)
    {
        var outsiders = Outsiders(seed, firms, size.Outsiders, dice);
        var days = new Deck<DateOnly>(SeasonShape.Days, SeasonShape.Selling);
        var drafts = Enumerable.Range(0, rows).Select(i =>
        {
            var day = days.Draw(dice);
            var product = dice.Pick([.. seed.Products.Where(p => p.IsEligibleOn(day) && p.ListPrice < 20_000)]);
            var units = dice.Between(0.5, 6) * 1_000 / (double)product.ListPrice;
            return (Who: outsiders[i % outsiders.Count], Day: day, Product: product, Units: units);
        }).ToList();

        var wanted = size.Revenue / size.People / Lead * outsiders.Count;
        var (low, high) = (0.0, 64.0);
        for (var i = 0; i < 24; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = drafts.Sum(d => Amount(d.Product, Quantity(d.Units, middle))) < wanted ? (middle, high) : (low, middle);
        }

        return drafts.ConvertAll(d => ToRow(seed, d.Who, d.Day, d.Product, Quantity(d.Units, high)));
    }

    private static int Quantity(double units, double scale) => Math.Clamp((int)(units * scale), 1, 500);

    private static decimal Amount(SeedProduct product, int quantity) => product.ListPrice * 0.74m * quantity;

    /// <summary>A third of them work for enrolled firms without being enrolled themselves.</summary>
    private static List<Outsider> Outsiders(SeedData seed, IReadOnlyList<DemoFirm> firms, int count, Dice dice)
    {
        var places = new Deck<Place>(seed.Places, p => p.Weight);
        var resellers = Enumerable.Range(0, (count / 4) + 1).Select(_ =>
        {
            var place = places.Draw(dice);
            return (seed.Areas[place.Area].FirmNames(1, dice)[0].Text, Code: "", place.Region);
        }).ToList();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var enrolled = dice.Pick(firms);
            var (name, firm, region) = dice.Chance(0.33) ? (enrolled.Name, enrolled.Code, enrolled.Place.Region) : dice.Pick(resellers);
            return new Outsider($"S-{Cell.Of(40_000 + (i * 3))}", name, firm, DemoSellOut.DistributorOf(region));
        })];
    }

    private static DemoSellOut ToRow(SeedData seed, Outsider who, DateOnly day, SeedProduct product, int quantity) => new()
    {
        Distributor = who.Distributor,
        SoldOn = day,
        Reseller = who.Reseller,
        Firm = who.Firm,
        Seller = who.Code,
        Sku = product.Sku,
        Quantity = quantity,
        NetAmount = Convert(seed, Amount(product, quantity), DemoSellOut.CurrencyOf(who.Distributor), day),
    };

    /// <summary>What the firm paid the distributor for the same units, some days before its own invoice.</summary>
    private static IEnumerable<DemoSellOut> Matching(SeedData seed, IReadOnlyList<DemoSale> sales, int count, Dice dice)
    {
        var lines = sales.Where(s => s.Distributor.Length > 0).SelectMany(s => s.Lines.Select(l => (Sale: s, Line: l))).ToList();
        dice.Shuffle(lines);
        foreach (var (sale, line) in lines.Take(count))
        {
            var sold = sale.InvoiceOn.AddDays(-dice.Below(6));
            var day = sold < SeasonShape.FirstOn || !line.Product.IsEligibleOn(sold) ? sale.InvoiceOn : sold;
            yield return new DemoSellOut
            {
                Distributor = sale.Distributor,
                SoldOn = day,
                Reseller = sale.Seller.Firm!.Name,
                Firm = sale.Seller.Firm.Code,
                Seller = sale.Seller.Email,
                Sku = line.Product.Sku,
                Quantity = line.Quantity,
                NetAmount = Convert(seed, line.Amount * 0.93m, DemoSellOut.CurrencyOf(sale.Distributor), day),
            };
        }
    }

    private static decimal Convert(SeedData seed, decimal amount, string currency, DateOnly day) =>
        Math.Round(amount / seed.Rates.On(currency, day), 2, MidpointRounding.ToEven);

    private sealed record Outsider(string Code, string Reseller, string Firm, string Distributor);
}
