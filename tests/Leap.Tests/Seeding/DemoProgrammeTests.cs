using System.Text.RegularExpressions;
using Leap.Imports;
using Leap.Members;
using Leap.Seeding;

namespace Leap.Tests.Seeding;

/// <summary>The invented programme of full size, before it is played.</summary>
public sealed class DemoProgrammeTests
{
    private static readonly DemoProgramme Demo = DemoProgramme.Invent(DemoSize.Full);

    private static readonly Regex Address = new(@"^[a-z0-9.-]+@[a-z0-9-]+\.example$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public void Has_the_size_of_the_programme_it_is_modelled_on()
    {
        Assert.Equal(700, Demo.Firms.Count);
        Assert.Equal(5_000, Demo.People.Count);
        Assert.Equal(60, Demo.Firms.Select(f => f.Place.Country).Distinct().Count());
        Assert.Equal(30_000, Demo.Completions.Count);
        Assert.Equal(4_600, Demo.Completions.Select(c => c.Person).Distinct().Count());
        Assert.InRange(Demo.Sales.Sum(s => s.Lines.Count), 24_500, 25_500);
        Assert.Equal(6_000, Demo.SellOut.Count);
    }

    [Fact]
    public void Comes_out_the_same_each_time() => Assert.Equal(Demo.Files(), DemoProgramme.Invent(DemoSize.Full).Files());

    [Fact]
    public void Sells_for_238_million_dollars() => Assert.InRange(Revenue(Demo.Sales), 238_000_000m * 0.98m, 238_000_000m * 1.02m);

    [Fact]
    public void Speaks_all_eight_languages()
    {
        var readers = Demo.People.CountBy(p => p.Language).ToDictionary();

        Assert.Equal(["ar", "de", "en", "es", "fr", "pl", "pt-BR", "zh-Hans"], readers.Keys.Order(StringComparer.Ordinal));
        Assert.All(readers.Values, count => Assert.True(count >= 150));
    }

    [Fact]
    public void Gives_everyone_an_address_of_their_own_that_no_mail_can_reach()
    {
        var addresses = Demo.People.Concat(Demo.Staff).Select(p => p.Email).ToList();

        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.All(addresses, a => Assert.Matches(Address, a));
    }

    [Fact]
    public void Gives_each_firm_an_admin_and_a_seller_from_before_the_season()
    {
        Assert.All(Demo.Firms, f => Assert.Contains(f.People, p => p.Personas.Contains("firm-admin") && p.FromOn < SeasonShape.FirstOn));
        Assert.All(Demo.Firms, f => Assert.Contains(f.People, p => p.IsSeller && p.FromOn < SeasonShape.FirstOn));
    }

    [Fact]
    public void Has_staff_of_every_role_and_firms_with_several_admins()
    {
        Assert.Equal(
            Enum.GetValues<StaffRole>().Select(Choices.Name).Order(StringComparer.Ordinal),
            Demo.Staff.Select(p => p.Staff).Distinct().Order(StringComparer.Ordinal));
        Assert.True(Demo.Firms.Count(f => f.People.Count(p => p.Personas.Contains("firm-admin")) > 1) > 100);
    }

    [Fact]
    public void Is_skewed_as_real_life_is()
    {
        var firms = Demo.Sales.GroupBy(s => s.Seller.Firm!).Select(g => Revenue(g)).OrderDescending().ToList();
        var weekend = Demo.Sales.Count(s => SeasonShape.IsWeekend(s.InvoiceOn)) / (double)Demo.Sales.Count;
        var quarterEnds = Demo.Sales.Count(s => s.InvoiceOn.Month is 3 or 6 or 9 && s.InvoiceOn.Day > 16) / (double)Demo.Sales.Count;

        Assert.InRange(firms.Take(70).Sum() / firms.Sum(), 0.55m, 0.65m);
        Assert.InRange(firms.Count, 650, 700);
        Assert.InRange(weekend, 0.005, 0.03);
        Assert.InRange(quarterEnds, 0.20, 0.30);
    }

    [Fact]
    public void Reviews_most_and_leaves_a_queue()
    {
        var open = Demo.Sales.Where(s => s.DecidedOn is null).ToList();

        Assert.InRange(open.Count, 150, 260);
        Assert.InRange(open.Count(s => s.SubmittedOn >= SeasonShape.LastOn.AddDays(-14)), open.Count * 0.85, open.Count);
        Assert.InRange(Demo.Sales.Count(s => s.Rejection.Length > 0) / (double)Demo.Sales.Count, 0.025, 0.035);
        Assert.InRange(Demo.Sales.Count(s => s.Customer.IsPublic) / (double)Demo.Sales.Count, 0.03, 0.05);
        Assert.All(Demo.Sales.Except(open), s => Assert.InRange(s.DecidedOn!.Value.DayNumber - s.SubmittedOn.DayNumber, 1, 9));
    }

    [Fact]
    public void Does_nothing_before_its_time()
    {
        Assert.All(Demo.Completions, c => Assert.InRange(c.CompletedOn, c.Person.FromOn, SeasonShape.LastOn));
        Assert.All(Demo.Sales, s => Assert.InRange(s.InvoiceOn, s.Seller.FromOn, s.SubmittedOn));
        Assert.All(Demo.Sales, s => Assert.InRange(s.SubmittedOn, s.InvoiceOn, SeasonShape.LastOn));
        Assert.All(Demo.Sales, s => Assert.InRange(s.SubmittedOn.DayNumber - s.InvoiceOn.DayNumber, 0, 20));
        Assert.All(Demo.Sales, s => Assert.All(s.Lines, l => Assert.True(l.Product.IsEligibleOn(s.InvoiceOn))));
        Assert.All(Demo.Sales, s => Assert.True(s.Seller.IsSeller));
    }

    [Fact]
    public void Uses_an_invoice_number_once_in_a_firm() =>
        Assert.Equal(Demo.Sales.Count, Demo.Sales.DistinctBy(s => (s.Seller.Firm, s.InvoiceNumber)).Count());

    [Fact]
    public void Lets_participants_sell_seven_times_what_others_sell()
    {
        var seed = SeedData.Load();
        var own = Demo.People.Select(p => p.Email).ToHashSet();
        var others = Demo.SellOut.Where(r => !own.Contains(r.Seller)).ToList();
        var perHead = others.Sum(r => r.NetAmount * seed.Rates.On(r.Currency, r.SoldOn)) / others.Select(r => r.Seller).Distinct().Count();
        var approved = Demo.Sales.Where(s => s.DecidedOn is not null && s.Rejection.Length == 0);

        Assert.Equal(7, Math.Round(Revenue(Demo.Sales) / Demo.People.Count / perHead));
        Assert.Equal(7, Math.Round(Revenue(approved) / Demo.People.Count / perHead));
    }

    private static decimal Revenue(IEnumerable<DemoSale> sales) => sales.Sum(s => s.Lines.Sum(l => l.Amount));
}
