using System.Globalization;
using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Products;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Rewards;
using Leap.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Tests;

/// <summary>
/// A small programme, told through the operations: Nordlicht in Germany (seller Anna, de; sellers Jan, pl, Omar, ar, Wei, zh-Hans, Ben, en;
/// admin Eva, de) and Brightwater in the United States (seller Luis, es; seller Claire, fr; seller Bia, pt-BR; admin Sam, en); Mia is
/// manager. Anna has passed the module TEST-BASICS and has one approved and one open sale; Luis has one open sale.
/// </summary>
public static class Story
{
    public static async Task TellAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<LeapDb>();
        var today = services.GetRequiredService<Programmes.Calendar>().Today;
        await AddReferenceAsync(db, today);
        await AddPeopleAsync(db, today);
        await LaunchAsync(services, today);
        await ActAsync(services, today);
    }

    public static async Task<long> PersonAsync(LeapDb db, string name) =>
        (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.People, p => p.Name == name)).Id;

    private static async Task AddReferenceAsync(LeapDb db, DateOnly today)
    {
        db.Countries.AddRange(
            new Country { Code = "DE", Region = "europe", Currency = "EUR", Language = "de" },
            new Country { Code = "US", Region = "north-america", Currency = "USD", Language = "en" });
        db.Rates.AddRange(Enumerable.Range(0, 60).Select(
            i => new Rate { Currency = "EUR", RateOn = today.AddDays(-i), Value = 1.10m, Source = "test" }));
        db.Distributors.Add(new Distributor { Code = "NORDHAVN", Name = "Nordhavn Distribution", Country = "DE" });
        db.Products.AddRange(
            Product("R2240-16C-128", "Halden R2240 rack server", "rack", 8_400_00),
            Product("S300-24T", "Halden S300 storage array", "storage", 21_000_00),
            Product("HC-PLUS-3Y", "Halden Care Plus, 3 years", "services", 900_00));
        db.Modules.AddRange(
            Module("TEST-BASICS", ModuleKind.QuickLearn, "rack", 60, Text("Rack basics", "Rack-Grundlagen")),
            Module("TEST-SIZING", ModuleKind.SkillsCourse, "storage", 200, Text("Sizing storage", "Storage dimensionieren")),
            Module("TEST-CERT", ModuleKind.Certification, "rack", 500, Text("Rack certification", "Rack-Zertifizierung")));
        db.Badges.AddRange(
            Badge("FIRST-STEP", "modules-passed", "count=1", "First step", "Erster Schritt"),
            Badge("FIRST-SALE", "sales-approved", "count=1", "First sale", "Erster Verkauf"),
            Badge("STORAGE-50", "units-sold", "family=storage;count=50", "Storage specialist", "Storage-Spezialist"));
        db.Rewards.Add(new Reward
        {
            Code = "COFFEE", Points = 500, Category = "voucher", ValueMinor = 1000, Currency = "USD", Icon = "cup",
            Name = Text("Coffee voucher", "Kaffeegutschein"), Text = Text("Two coffees.", "Zwei Kaffee."),
        });
        await db.SaveChangesAsync();
    }

    private static async Task AddPeopleAsync(LeapDb db, DateOnly today)
    {
        var nordlicht = new Firm
        {
            Code = "F-1", Name = "Nordlicht IT-Systeme GmbH", Country = "DE", City = "Hamburg", Language = "de", Tier = Tier.Silver,
        };
        var brightwater = new Firm { Code = "F-2", Name = "Brightwater Systems LLC", Country = "US", City = "Austin", Language = "en" };
        db.Firms.AddRange(nordlicht, brightwater);
        await db.SaveChangesAsync();
        db.Add(new TierChange
        {
            FirmId = nordlicht.Id, FromOn = today.AddYears(-1), Before = Tier.Silver, Tier = Tier.Silver, Reason = TierReason.Given,
        });
        (string Name, string Language, Firm? Firm, Personas Personas)[] people =
        [
            ("Anna Schmidt", "de", nordlicht, Personas.Seller), ("Jan Wójcik", "pl", nordlicht, Personas.Seller),
            ("عمر الحداد", "ar", nordlicht, Personas.Seller), ("王伟", "zh-Hans", nordlicht, Personas.Seller),
            ("Ben Carter", "en", nordlicht, Personas.Seller), ("Eva Brandt", "de", nordlicht, Personas.Seller | Personas.FirmAdmin),
            ("Luis Ortega", "es", brightwater, Personas.Seller), ("Claire Fournier", "fr", brightwater, Personas.Seller),
            ("Bia Souza", "pt-BR", brightwater, Personas.Seller), ("Sam Miller", "en", brightwater, Personas.Seller | Personas.FirmAdmin),
            ("Mia Larsen", "en", null, Personas.None),
        ];
        var number = 0;
        foreach (var (name, language, firm, personas) in people)
        {
            number++;
            var email = string.Create(CultureInfo.InvariantCulture, $"p{number}@firm.example");
            var person = new Person
            {
                Name = name, Language = language, Country = firm?.Country ?? "DE", EnrolledOn = today.AddYears(-1),
                UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
                SecurityStamp = email, Staff = firm is null ? StaffRole.Manager : null,
            };
            db.People.Add(person);
            await db.SaveChangesAsync();
            if (firm is not null)
            {
                db.Memberships.Add(
                    new Membership { PersonId = person.Id, FirmId = firm.Id, Personas = personas, FromOn = today.AddYears(-1) });
            }
        }

        await db.SaveChangesAsync();
    }

    private static async Task LaunchAsync(IServiceProvider services, DateOnly today)
    {
        var launch = services.GetRequiredService<LaunchPromotion>();
        await launch.RunAsync(
            new NewPromotion(
                "BASE",
                BudgetPoints: null,
                IsBase: true,
                id => Terms(id, "per-revenue", Text("Base award", "Basispunkte"), 5, today.AddMonths(-6))),
            CancellationToken.None);
        await launch.RunAsync(
            new NewPromotion(
                "RACK-25",
                BudgetPoints: 10_000,
                IsBase: false,
                id => Terms(id, "per-unit", Text("25 for each rack", "25 je Rack"), 25, today.AddMonths(-6))),
            CancellationToken.None);
    }

    private static async Task ActAsync(IServiceProvider services, DateOnly today)
    {
        var db = services.GetRequiredService<LeapDb>();
        var anna = await PersonAsync(db, "Anna Schmidt");
        var luis = await PersonAsync(db, "Luis Ortega");
        var mia = await PersonAsync(db, "Mia Larsen");
        await services.GetRequiredService<RecordCompletions>()
            .RunAsync([new NewCompletion(anna, 1, today.AddDays(-3), 100)], CancellationToken.None);
        var sold = await services.GetRequiredService<SubmitSales>().RunAsync(
            [
                Sale(anna, "INV-1", "EUR", today.AddDays(-9)),
                Sale(anna, "INV-2", "EUR", today.AddDays(-2)),
                Sale(luis, "A-77", "USD", today.AddDays(-1)),
            ],
            CancellationToken.None);
        await services.GetRequiredService<DecideSales>().RunAsync(
            [new SaleDecision(sold[0].Value, mia)], tellsSellers: true, CancellationToken.None);
        await services.GetRequiredService<AwardBadges>().RunAsync(today, CancellationToken.None);
    }

    private static NewSale Sale(long personId, string invoice, string currency, DateOnly day) => new()
    {
        PersonId = personId,
        CustomerName = "Lumen Print",
        CustomerCountry = "DE",
        IsPublicSector = false,
        InvoiceNumber = invoice,
        InvoiceOn = day,
        Currency = currency,
        Lines = [new NewSaleLine(1, 2, 8_000_00), new NewSaleLine(3, 2, 800_00)],
    };

    private static Product Product(string sku, string name, string family, long price) => new()
    {
        Sku = sku, Name = name, Family = family, ListPriceMinor = price, EligibleFromOn = new DateOnly(2020, 1, 1),
    };

    private static Module Module(string code, ModuleKind kind, string family, int points, LocalizedText title) => new()
    {
        Code = code, Kind = kind, Family = family, Minutes = 15, Points = points,
        ValidMonths = kind == ModuleKind.Certification ? 12 : null,
        Title = title, Summary = Text("What it is about.", "Worum es geht."),
        Pages =
        [
            new ModulePage { ModuleId = 0, Number = 1, Title = Text("One", "Eins"), Text = Text("First **page**.", "Erste **Seite**.") },
            new ModulePage { ModuleId = 0, Number = 2, Title = Text("Two", "Zwei"), Text = Text("Second page.", "Zweite Seite.") },
        ],
        Questions = [.. Enumerable.Range(1, 4).Select(number => new Question
        {
            ModuleId = 0, Number = number, Text = Text($"Question {number}?", $"Frage {number}?"), CorrectOption = number % 4,
            OptionA = Text("Alpha", "Alpha"), OptionB = Text("Bravo", "Bravo"),
            OptionC = Text("Charlie", "Charlie"), OptionD = Text("Delta", "Delta"),
        })],
    };

    private static Badge Badge(string code, string criterion, string parameters, string english, string german) => new()
    {
        Code = code, Criterion = criterion, Parameters = parameters, Icon = "spark", Colour = "teal",
        Name = Text(english, german), Text = Text("What the holder did.", "Was geschafft wurde."),
    };

    private static PromotionVersion Terms(
        long id, string rule, LocalizedText name, long points, DateOnly startsOn) => new()
        {
            PromotionId = id, Version = 1, Rule = rule, Name = name, Text = Text("Terms.", "Bedingungen."),
            StartsOn = startsOn, EndsOn = startsOn.AddMonths(7), Families = rule == "per-unit" ? "rack" : "",
            Skus = "", Countries = "", Tiers = "",
            Points = points, PerMinor = rule == "per-revenue" ? 100_00 : 0, MultiplierPercent = 0,
            Priority = 10, StackingGroup = "", WaitingDays = 0,
        };

    private static LocalizedText Text(string english, string german) =>
        new([KeyValuePair.Create("en", english), KeyValuePair.Create("de", german)]);
}
