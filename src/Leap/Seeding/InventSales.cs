using System.Globalization;

namespace Leap.Seeding;

/// <summary>
/// Invents the season's sales: few firms sell most, each to customers of its own, in its currency, what its day has on offer. Units
/// are scaled until the whole comes to the revenue that is asked for.
/// </summary>
public static class InventSales
{
    /// <summary>Shares of invoices with one line, two, three and so on.</summary>
    private static readonly double[] LineShares = [0.29, 0.30, 0.22, 0.12, 0.05, 0.02];

    private static readonly string[] InvoiceForms =
        ["INV-2026-{0:00000}", "RE-2026/{0:0000}", "{0:000000}", "F26-{0:0000}", "26.{0:00000}", "SI{0:000000}", "AR 2026 {0:0000}"];

    /// <returns>In the order in which they were reported; the newest always wait for their review.</returns>
    public static IReadOnlyList<DemoSale> Run(SeedData seed, IReadOnlyList<DemoFirm> firms, DemoSize size)
    {
        var dice = new Dice("sales");
        var shelf = new Shelf(seed);
        var days = new Deck<DateOnly>(SeasonShape.Days, SeasonShape.Selling);
        var counts = Shares.Of(size.Invoices, [.. firms.Select(f => Strength(f, firms.Count))]);
        var drafts = new List<DraftSale>(size.Invoices);
        foreach (var (i, firm) in firms.Index())
        {
            var dates = Enumerable.Range(0, counts[i]).Select(_ => days.Draw(dice)).Order().ToList();
            drafts.AddRange(Draft(seed, shelf, firm, dates, dice));
        }

        AddCustomers(seed, drafts);
        var scale = FindScale(drafts, size.Revenue);
        var reviews = new Dice("reviews");
        var sales = drafts.Select(d => d.ToSale(scale, Review.Of(d.InvoiceOn, reviews))).OrderBy(s => s.SubmittedOn).ToList();
        var waiting = sales.Count - Math.Max(3, sales.Count / 100);
        return [.. sales.Select((s, i) => i < waiting ? s : s with { DecidedOn = null, Rejection = "" })];
    }

    /// <summary>What a firm sells beside the others; a few of the weakest sell nothing.</summary>
    private static double Strength(DemoFirm firm, int firms) =>
        firm.Rank > firms * 0.7 && firm.Rank % 11 == 0 ? 0 : 1.0 / (firm.Rank + 1 + (firms * 0.007));

    private static IEnumerable<DraftSale> Draft(SeedData seed, Shelf shelf, DemoFirm firm, IReadOnlyList<DateOnly> days, Dice dice)
    {
        var sellers = firm.People.Where(p => p.IsSeller).ToList();
        dice.Shuffle(sellers);
        var busy = new Deck<DemoPerson>(sellers, s => 1.0 / (sellers.IndexOf(s) + 2.5));
        var veteran = sellers.Find(s => s.FromOn < SeasonShape.FirstOn)!;
        var form = dice.Pick(InvoiceForms);
        var number = dice.Between(60, 4_000);
        foreach (var day in days)
        {
            number += dice.Between(1, 9);
            var seller = busy.Draw(dice);
            yield return new DraftSale(
                string.Format(CultureInfo.InvariantCulture, form, number),
                day,
                seller.FromOn <= day ? seller : veteran,
                shelf.Fill(firm, day, LineCount(dice), dice),
                seed.Rates.On(firm.Place.Currency, day))
            {
                Distributor = dice.Chance(0.8) ? DemoSellOut.DistributorOf(firm.Place.Region) : "",
            };
        }
    }

    private static int LineCount(Dice dice)
    {
        var at = dice.Unit();
        var lines = 1;
        while (lines < LineShares.Length && at >= LineShares[lines - 1])
        {
            at -= LineShares[lines - 1];
            lines++;
        }

        return lines;
    }

    /// <summary>Customers come back: a firm has fewer of them than invoices. One invoice in 25 goes to a public body.</summary>
    private static void AddCustomers(SeedData seed, List<DraftSale> drafts)
    {
        var dice = new Dice("customers");
        foreach (var sales in drafts.GroupBy(d => d.Seller.Firm!))
        {
            var companies = Pool(seed, sales.Key, (sales.Count() / 3) + 2, isPublic: false, dice);
            var bodies = Pool(seed, sales.Key, (sales.Count() / 40) + 1, isPublic: true, dice);
            foreach (var sale in sales)
            {
                sale.Customer = (dice.Chance(0.04) ? bodies : companies).Draw(dice);
            }
        }
    }

    private static Deck<DemoCustomer> Pool(SeedData seed, DemoFirm firm, int size, bool isPublic, Dice dice)
    {
        var neighbours = seed.Places.Where(p => p.Region == firm.Place.Region).ToList();
        var customers = Enumerable.Range(0, size).Select(_ =>
        {
            var place = dice.Chance(0.97) ? firm.Place : dice.Pick(neighbours);
            var city = place == firm.Place && dice.Chance(0.6) ? firm.City : dice.Pick(place.Cities);
            return new DemoCustomer(seed.Areas[place.Area].CustomerName(city, isPublic, dice), place.Country, isPublic);
        }).DistinctBy(c => c.Name, StringComparer.Ordinal).ToList();
        return new Deck<DemoCustomer>(customers, c => 1.0 / (customers.IndexOf(c) + 4));
    }

    /// <summary>Halves an interval: more units per line never bring less.</summary>
    private static double FindScale(List<DraftSale> drafts, decimal revenue)
    {
        var (low, high) = (0.0, 64.0);
        for (var i = 0; i < 24; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = drafts.Sum(d => d.Amount(middle)) < revenue ? (middle, high) : (low, middle);
        }

        return high;
    }
}
