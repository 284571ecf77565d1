using System.Net;
using System.Text;
using Leap.Data;
using Leap.Members;
using Leap.Products;
using Leap.Sales;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class PeoplePageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/people";

    [Theory]
    [InlineData("?q=schmidt", "Anna Schmidt")]
    [InlineData("?q=WÓJ", "Jan Wójcik")]
    [InlineData("?q=P9%40firm", "Bia Souza")]
    [InlineData("?q=王", "王伟")]
    [InlineData("?country=US&speaks=fr", "Claire Fournier")]
    public async Task Finds_one_by_name_address_country_or_language(string query, string name)
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync(Address + query);

        Assert.Equal(name, Assert.Single(page.QuerySelectorAll("tbody th a")).TextContent);
    }

    [Theory]
    [InlineData("?q=%25")]
    [InlineData("?q=nobody+at+all")]
    [InlineData("?country=US&speaks=pl")]
    public async Task Says_what_to_do_when_nobody_fits(string query)
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync(Address + query);

        Assert.Contains("Nobody fits", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".empty a[href='/manage/people']"));
    }

    [Fact]
    public async Task The_strongest_come_first_when_sorted_by_points()
    {
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync(Address + "?sort=points");

        Assert.Equal("Anna Schmidt", page.QuerySelector("tbody th a")!.TextContent);
        Assert.Equal("descending", page.QuerySelectorAll("th[aria-sort]").Single().GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Says_what_a_participant_brings_beside_others()
    {
        await site.ReadAsync(async db =>
        {
            var distributor = await db.Distributors.FirstAsync();
            var product = await db.Products.FirstAsync();
            var day = await db.Sales.Where(s => s.State == SaleState.Approved).Select(s => s.InvoiceOn).FirstAsync();
            db.SellOut.AddRange(
                Sold("1", "S-1", 400_00), Sold("2", "S-1", 100_00), Sold("3", "S-2", 500_00), Sold("4", "", 9_999_00));
            return await db.SaveChangesAsync();

            SellOut Sold(string key, string seller, long minor) => new()
            {
                DistributorId = distributor.Id,
                RowKey = key,
                SoldOn = day,
                ResellerName = "Elsewhere",
                SellerCode = seller,
                ProductId = product.Id,
                Quantity = 1,
                ReportingMinor = minor,
            };
        });
        var client = await site.SignInAsync("manager");

        var told = (await client.PageAsync(Address)).QuerySelector("#per-head")!.TextContent;

        Assert.Contains("2 sellers who are not enrolled", told, StringComparison.Ordinal);
        Assert.Contains("over 10 people", told, StringComparison.Ordinal);
        Assert.Contains("3.9 times as much", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_the_same_people_and_runs_no_formula()
    {
        await site.ReadAsync(async db =>
        {
            (await db.People.SingleAsync(p => p.Name == "Sam Miller")).Name = "=HYPERLINK(\"x\")";
            return await db.SaveChangesAsync();
        });
        var client = await site.SignInAsync("manager");

        var answer = await client.GetAsync(new Uri(Address + "?handler=Csv&country=US", UriKind.Relative));

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("people.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("\uFEFFemail,name,country,language,firm,firm_name,points,enrolled_on,last_activity_on,suspended", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.Contains(lines, line => line.Contains("'=HYPERLINK", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("p7@firm.example,Luis Ortega,US,es,F-2,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_shows_firm_balance_modules_sales_and_badges()
    {
        var anna = await site.ReadAsync(db => Story.PersonAsync(db, "Anna Schmidt"));
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync($"{Address}/{anna}");

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Equal("Anna Schmidt", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Nordlicht IT-Systeme GmbH", text, StringComparison.Ordinal);
        Assert.Contains("Rack basics", page.QuerySelector("[aria-labelledby=passes]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("[aria-labelledby=sales] tbody tr").Length);
        Assert.Contains("First sale", page.QuerySelector(".badges")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_has_done_nothing_yet_has_a_page_too()
    {
        var mia = await site.ReadAsync(db => Story.PersonAsync(db, "Mia Larsen"));
        var client = await site.SignInAsync("manager");

        var text = (await client.PageAsync($"{Address}/{mia}?language=ar")).QuerySelector("main")!.TextContent;

        Assert.Contains("Mia Larsen", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync($"{Address}/999999"));
    }
}
