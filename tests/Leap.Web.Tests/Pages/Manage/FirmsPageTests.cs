using System.Net;
using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class FirmsPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/firms";

    [Fact]
    public async Task The_firm_with_most_revenue_comes_first_with_its_members_and_points()
    {
        var client = await site.SignInAsync("manager");

        var first = (await client.PageAsync(Address)).QuerySelector("tbody tr")!;

        Assert.Equal("Nordlicht IT-Systeme GmbH", first.QuerySelector("th a")!.TextContent);
        Assert.Contains("US$19,360.00", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("6", first.QuerySelector("td[data-label=Members]")!.TextContent);
    }

    [Theory]
    [InlineData("?q=it-systeme", "Nordlicht IT-Systeme GmbH")]
    [InlineData("?q=f-2", "Brightwater Systems LLC")]
    [InlineData("?tier=Silver", "Nordlicht IT-Systeme GmbH")]
    [InlineData("?country=US", "Brightwater Systems LLC")]
    public async Task Finds_one_by_name_code_tier_or_country(string query, string name)
    {
        var client = await site.SignInAsync("manager");

        Assert.Equal(name, Assert.Single((await client.PageAsync(Address + query)).QuerySelectorAll("tbody th a")).TextContent);
    }

    [Fact]
    public async Task The_file_has_every_firm_in_plain_numbers()
    {
        var client = await site.SignInAsync("manager", "de");

        var lines = (await client.GetStringAsync(new Uri(Address + "?handler=Csv", UriKind.Relative)))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("F-1,Nordlicht IT-Systeme GmbH,DE,Hamburg,de,silver,6,0,USD,19360", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firm_shows_its_way_its_months_and_its_people()
    {
        var id = await site.ReadAsync(db => db.Firms.Where(f => f.Code == "F-1").Select(f => f.Id).SingleAsync());
        var client = await site.SignInAsync("manager");

        var page = await client.PageAsync($"{Address}/{id}");

        Assert.Equal("Nordlicht IT-Systeme GmbH", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Gold", page.QuerySelector("#tier")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(12, page.QuerySelectorAll(".chart-table tbody tr").Length);
        Assert.Equal("Anna Schmidt", page.QuerySelector("[aria-labelledby=members] tbody a")!.TextContent);
        Assert.Equal(6, page.QuerySelectorAll("[aria-labelledby=members] tbody tr").Length);
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync($"{Address}/999999"));
    }
}
