using System.Globalization;

namespace Leap.Seeding;

/// <summary>The demo world's reference data, as its files say.</summary>
public sealed record SeedData
{
    public required IReadOnlyList<Place> Places { get; init; }

    public required IReadOnlyDictionary<string, NameArea> Areas { get; init; }

    public required IReadOnlyList<SeedProduct> Products { get; init; }

    public required IReadOnlyList<SeedModule> Modules { get; init; }

    public required IReadOnlyList<SeedPromotion> Promotions { get; init; }

    public required SeedRates Rates { get; init; }

    public static SeedData Load()
    {
        var countries = SeedFile.Read(SeedFile.Baseline("countries.csv")).ToDictionary(r => r["code"], StringComparer.Ordinal);
        return new SeedData
        {
            Places = SeedFile.Read(SeedFile.Demo("places.csv")).ConvertAll(r => ToPlace(r, countries[r["country"]])),
            Areas = LoadAreas(),
            Products = SeedFile.Read(SeedFile.Demo("products.csv")).ConvertAll(r => new SeedProduct(
                r["sku"], r["family"], r.Number("list_price"), r.Day("eligible_from"), r.OptionalDay("eligible_to"))),
            Modules = [.. SeedFile.Read(SeedFile.Demo("courses.en.csv"))
                .Where(r => r["item"] == "module")
                .Select(r => new SeedModule(r["module"], r["kind"], r["family"]))],
            Promotions = SeedFile.Read(SeedFile.Demo("promotions.csv"))
                .ConvertAll(r => new SeedPromotion(r["rule"], r.Day("starts_on"), r.Day("ends_on"))
                {
                    Families = r.List("families"),
                    Skus = r.List("skus"),
                    Countries = r.List("countries"),
                }),
            Rates = new SeedRates(SeedFile.Read(SeedFile.Demo("rates.csv"))),
        };
    }

    private static Place ToPlace(SeedFile.Row row, SeedFile.Row country)
    {
        var languages = row.List("languages").Select(l => l.Split(' '))
            .ToDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return new Place(row["country"], row["area"], (double)row.Number("weight"), row.List("cities"))
        {
            Region = country["region"],
            Currency = country["currency"],
            Languages = new Deck<string>([.. languages.Keys], l => languages[l]),
        };
    }

    private static Dictionary<string, NameArea> LoadAreas()
    {
        var names = ByArea("names.csv", r => new SeedName(r["name"], r["latin"]));
        var firms = ByArea("firm-names.csv", r => new SeedName(r["text"], r["latin"]));
        var customers = ByArea("customers.csv", r => r["text"]);
        return names.Select(n => n.Key.Area).Distinct(StringComparer.Ordinal).ToDictionary(
            area => area,
            area => new NameArea(area)
            {
                Given = [.. names[(area, "given")]],
                Family = [.. names[(area, "family")]],
                FirmWords = [.. firms[(area, "word")]],
                FirmSuffixes = [.. firms[(area, "suffix")]],
                PrivateCustomers = [.. customers[(area, "private")]],
                PublicCustomers = [.. customers[(area, "public")]],
            },
            StringComparer.Ordinal);
    }

    private static ILookup<(string Area, string Kind), T> ByArea<T>(string file, Func<SeedFile.Row, T> read) =>
        SeedFile.Read(SeedFile.Demo(file)).ToLookup(r => (r["area"], r["kind"]), read);
}

/// <summary>A country of the demo; <see cref="Area"/> says whose names people there have.</summary>
public sealed record Place(string Country, string Area, double Weight, IReadOnlyList<string> Cities)
{
    public required string Region { get; init; }

    public required string Currency { get; init; }

    public required Deck<string> Languages { get; init; }
}

public sealed record SeedProduct(string Sku, string Family, decimal ListPrice, DateOnly EligibleFromOn, DateOnly? EligibleToOn)
{
    /// <summary>Whether it came to the market during the season.</summary>
    public bool IsNew => EligibleFromOn > SeasonShape.FirstOn;

    public bool IsEligibleOn(DateOnly day) => EligibleFromOn <= day && (EligibleToOn is null || day <= EligibleToOn);
}

public sealed record SeedModule(string Code, string Kind, string Family);

/// <summary>When and for what a promotion draws more activity than usual.</summary>
public sealed record SeedPromotion(string Rule, DateOnly StartsOn, DateOnly EndsOn)
{
    public required IReadOnlyList<string> Families { get; init; }

    public required IReadOnlyList<string> Skus { get; init; }

    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    public bool IsForCourses => Rule == "fixed";

    public bool IsIn(string country) => Countries.Count == 0 || Countries.Contains(country, StringComparer.Ordinal);

    public bool Covers(DateOnly day) => StartsOn <= day && day <= EndsOn;
}
