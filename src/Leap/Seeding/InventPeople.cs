using System.Globalization;

namespace Leap.Seeding;

/// <summary>Invents the people of the firms: many in few firms, a firm admin and a seller of long standing in each.</summary>
public static class InventPeople
{
    private const int PeopleInFirmLeast = 2;
    private const int PeopleInFirmMost = 90;
    private const int SecondAdminFrom = 8;

    private static readonly DateOnly FirstEnrolment = new(2025, 1, 13);
    private static readonly DateOnly LastBeforeSeason = new(2025, 12, 12);
    private static readonly DateOnly FirstInSeason = new(2026, 1, 12);
    private static readonly DateOnly LastInSeason = new(2026, 10, 16);

    public static IReadOnlyList<DemoPerson> Run(SeedData seed, IReadOnlyList<DemoFirm> firms, DemoSize size)
    {
        var dice = new Dice("people");
        var weights = firms.Select(f => dice.Between(0.5, 1.5) / (f.Rank + 15)).ToList();
        var counts = Shares.Of(size.People, weights, PeopleInFirmLeast, PeopleInFirmMost);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        var people = new List<DemoPerson>(size.People);
        foreach (var (i, firm) in firms.Index())
        {
            for (var n = 0; n < counts[i]; n++)
            {
                firm.People.Add(Invent(seed.Areas[firm.Place.Area], firm, (n, counts[i]), addresses, dice));
            }

            people.AddRange(firm.People);
        }

        return people;
    }

    /// <summary>Who runs the programme for the vendor: managers who each read another language, and one of every other role.</summary>
    public static IReadOnlyList<DemoPerson> Staff() =>
    [
        Manager("sanne.devries", "Sanne de Vries", "NL", "en"),
        Manager("jonas.albrecht", "Jonas Albrecht", "DE", "de"),
        Manager("amira.haddad", "أميرة حداد", "AE", "ar"),
        Manager("lucia.ortega", "Lucía Ortega", "ES", "es"),
        Employee("reviewer", "pieter.bakker", "Pieter Bakker", "NL"),
        Employee("expert", "ingrid.solberg", "Ingrid Solberg", "NO"),
        Employee("auditor", "helen.marsh", "Helen Marsh", "GB"),
        Employee("administrator", "tomas.lindqvist", "Tomas Lindqvist", "SE"),
    ];

    private static DemoPerson Manager(string address, string name, string country, string language) =>
        Employee("manager", address, name, country, language);

    private static DemoPerson Employee(string role, string address, string name, string country, string language = "en") => new()
    {
        Staff = role,
        Email = $"{address}@halden.example",
        Name = name,
        Country = country,
        Language = language,
        FromOn = FirstEnrolment,
    };

    private static DemoPerson Invent(NameArea area, DemoFirm firm, (int Number, int Of) place, HashSet<string> addresses, Dice dice)
    {
        var given = dice.Pick(area.Given);
        var family = dice.Pick(area.Family);
        var boardName = dice.Unit() switch
        {
            < 0.05 => "alias",
            < 0.09 => "hidden",
            _ => "name",
        };
        return new DemoPerson
        {
            Email = Address($"{given.Latin}.{family.Latin}", firm.Domain, addresses),
            Name = area.PersonName(given, family),
            Country = firm.Place.Country,
            Language = dice.Chance(0.75) ? firm.Language : firm.Place.Languages.Draw(dice),
            Firm = firm,
            Personas = [.. Personas(place.Number, place.Of, dice)],
            FromOn = place.Number < 2 || dice.Chance(0.82)
                ? Workday(FirstEnrolment, LastBeforeSeason, dice)
                : Workday(FirstInSeason, LastInSeason, dice),
            BoardName = boardName,
            Alias = boardName == "alias" ? Alias(dice.Pick(area.FirmWords).Text, dice.Between(11, 99), addresses) : "",
        };
    }

    /// <summary>No two people play under one alias; no address is in the way of one, since none has a space.</summary>
    private static string Alias(string word, int number, HashSet<string> taken)
    {
        while (!taken.Add($"{word} {Cell.Of(number)}"))
        {
            number++;
        }

        return $"{word} {Cell.Of(number)}";
    }

    private static string Address(string local, string domain, HashSet<string> taken)
    {
        var address = $"{local}@{domain}";
        for (var n = 2; !taken.Add(address); n++)
        {
            address = string.Create(CultureInfo.InvariantCulture, $"{local}{n}@{domain}");
        }

        return address;
    }

    /// <summary>
    /// The first of a firm is its admin, the second always sells; larger firms have a second admin and people for other things.
    /// </summary>
    private static IEnumerable<string> Personas(int number, int of, Dice dice)
    {
        if (number == 0)
        {
            return of < 8 ? ["seller", "firm-admin"] : ["firm-admin", "incentives-manager"];
        }

        if (number == 1)
        {
            return of < SecondAdminFrom ? ["seller"] : ["seller", "firm-admin"];
        }

        if (of >= 10 && number <= 4)
        {
            return number switch
            {
                2 => ["deal-desk"],
                3 => ["marketing"],
                _ => of >= 20 ? ["learning-lead"] : ["seller", "learning-lead"],
            };
        }

        return dice.Unit() switch
        {
            < 0.90 => ["seller"],
            < 0.95 => ["deal-desk"],
            _ => ["marketing"],
        };
    }

    private static DateOnly Workday(DateOnly first, DateOnly last, Dice dice)
    {
        var day = first.AddDays(dice.Below(last.DayNumber - first.DayNumber + 1));
        return SeasonShape.IsWeekend(day) ? day.AddDays(-2) : day;
    }
}
