using System.Globalization;

namespace Leap.Seeding;

/// <summary>Invents the resellers: each country has as many as it weighs, and a firm's rank decides its people, sales, tier.</summary>
public static class InventFirms
{
    public static IReadOnlyList<DemoFirm> Run(SeedData seed, DemoSize size)
    {
        var dice = new Dice("firms");
        var places = Seats(seed, size.Firms);
        var names = places.GroupBy(p => p.Area, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<SeedName>(seed.Areas[g.Key].FirmNames(g.Count(), dice)), StringComparer.Ordinal);
        var ranks = Enumerable.Range(0, places.Count).ToList();
        dice.Shuffle(ranks);
        var domains = new HashSet<string>(StringComparer.Ordinal);
        var firms = new List<DemoFirm>(places.Count);
        foreach (var (i, place) in places.Index())
        {
            var name = names[place.Area].Dequeue();
            var language = place.Languages.Draw(dice);
            firms.Add(new DemoFirm
            {
                Code = string.Create(CultureInfo.InvariantCulture, $"HA-{10_000 + (i * 7) + dice.Below(7)}"),
                Name = name.Text,
                Domain = Domain(name, place, domains),
                Place = place,
                City = dice.Pick(place.Cities),
                Language = language,
                TaxId = string.Create(CultureInfo.InvariantCulture, $"{place.Country}{dice.Between(1_000, 9_999)}{i + 10_000}"),
                Tier = Tier((ranks[i] / (double)places.Count) + dice.Between(-0.02, 0.02)),
                Rank = ranks[i],
            });
        }

        return firms;
    }

    /// <summary>The country of each firm. Fewer firms than countries: one in each of the heaviest, those of every language first.</summary>
    private static List<Place> Seats(SeedData seed, int firms)
    {
        if (firms >= seed.Places.Count)
        {
            var counts = Shares.Of(firms, [.. seed.Places.Select(p => p.Weight)]);
            return [.. seed.Places.SelectMany((p, i) => Enumerable.Repeat(p, counts[i]))];
        }

        var heaviest = seed.Places.OrderByDescending(p => p.Weight).ToList();
        var first = heaviest.DistinctBy(p => p.Languages.Heaviest, StringComparer.Ordinal);
        return [.. first.Concat(heaviest).Distinct().Take(firms)];
    }

    private static string Domain(SeedName name, Place place, HashSet<string> taken)
    {
        var domain = $"{name.Latin}.example";
        if (!taken.Add(domain))
        {
            domain = $"{name.Latin}-{place.Country.ToLowerInvariant()}.example";
            taken.Add(domain);
        }

        return domain;
    }

    /// <summary>Last season's tiers: fewer high ones than this season will bring.</summary>
    private static string Tier(double position) => position switch
    {
        < 0.015 => "platinum",
        < 0.09 => "gold",
        < 0.42 => "silver",
        _ => "authorized",
    };
}
