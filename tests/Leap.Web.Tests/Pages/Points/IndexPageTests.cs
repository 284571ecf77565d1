using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Leap.Data;
using Leap.Ledger;
using Leap.Sales;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Points;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Each_line_says_what_why_how_it_adds_up_and_what_it_left()
    {
        var page = await (await site.SignInAsync("seller", "de")).PageAsync("/points");

        var lines = page.QuerySelectorAll(".ledger-line").Where(l => Of(l) > 0).ToList();
        Assert.Equal(["Lumen Print", "Rack-Grundlagen"], lines.Select(l => l.QuerySelector(".ledger-what")!.TextContent.Trim()).Take(2));
        Assert.Contains("INV-1", lines[0].QuerySelector(".ledger-why")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Of(lines[0]), lines[0].QuerySelectorAll(".sum dd:not(.is-total) data").Sum(Value));
        Assert.Equal(["Basispunkte", "25 je Rack", "Basispunkte"], lines[0].QuerySelectorAll(".sum dt bdi").Select(n => n.TextContent));
        Assert.StartsWith("/sales/", lines[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("/courses/test-basics", lines[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task What_left_stands_under_out_with_where_it_came_from()
    {
        var luis = await site.ReadAsync(db => Story.PersonAsync(db, "Luis Ortega"));
        await GiveAsync(luis, "A-78", days: 4);
        await site.UseAsync(async services =>
        {
            var line = await services.GetRequiredService<LeapDb>().Set<SaleLine>().Where(l => l.Quantity == 7).SingleAsync();
            await services.GetRequiredService<SpendPoints>().RunAsync(luis, 500, "redemption/1", "COFFEE", CancellationToken.None);
            return await services.GetRequiredService<ReturnUnits>().RunAsync(line.Id, 1, personId: null, CancellationToken.None);
        });
        var client = await site.SignInAsync("seller", "es");

        var page = await client.PageAsync("/points?show=out");

        var lines = page.QuerySelectorAll(".ledger-line").ToList();
        Assert.Contains(
            lines, l => l.QuerySelector(".ledger-what")!.TextContent.Contains("COFFEE", StringComparison.Ordinal) && Of(l) == -500);
        Assert.Contains(lines, l => l.QuerySelector(".ledger-why")!.TextContent.Contains("A-78", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(Of(l) < 0));
        Assert.Equal(await BalanceAsync(luis), await LastBalanceAsync(client));
    }

    [Fact]
    public async Task What_waits_says_for_what()
    {
        var page = await (await site.SignInAsync("seller", "de")).PageAsync("/points?show=pending");

        var line = page.QuerySelector(".ledger-line.is-pending")!;
        Assert.Contains("INV-2", line.TextContent, StringComparison.Ordinal);
        Assert.Equal(Value(page.QuerySelector("#pending")!), Of(line));
    }

    [Fact]
    public async Task The_file_is_invariant_and_runs_no_formula()
    {
        var claire = await site.ReadAsync(db => Story.PersonAsync(db, "Claire Fournier"));
        await GiveAsync(claire, "B-1", days: 3, customer: "=cmd|' /C calc'!A0");
        var client = await site.SignInAsync("seller", "fr");

        var answer = await client.GetAsync(new Uri("/points?handler=Csv", UriKind.Relative));

        var rows = (await answer.Content.ReadAsStringAsync()).Trim('\uFEFF').Split("\r\n");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("entry,booked_at,happened_on,kind,cause,customer,points_in,points_out,balance", rows[0]);
        Assert.Contains(",Released,B-1,", rows[1], StringComparison.Ordinal);
        Assert.Contains("'=cmd", rows[1], StringComparison.Ordinal);
        Assert.EndsWith((await BalanceAsync(claire)).ToString(CultureInfo.InvariantCulture), rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_day_one_reads_how_points_come()
    {
        var page = await (await site.SignInAsync("seller", "ar")).PageAsync("/points?show=nonsense&p=-3");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.NotNull(page.QuerySelector(".empty a[href='/courses']"));
        Assert.DoesNotContain("points.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_members_of_a_firm()
    {
        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/points"));
        Assert.NotEqual(HttpStatusCode.OK, await (await site.SignInAsync("manager")).StatusAsync("/points?handler=Csv"));
    }

    private static long Of(IElement line) => Value(line.QuerySelector(".ledger-amount data")!);

    private static long Value(IElement data) => long.Parse(data.GetAttribute("value")!, CultureInfo.InvariantCulture);

    private Task<long> BalanceAsync(long personId) => site.UseAsync(async services =>
        (await services.GetRequiredService<Balances>().OfPersonAsync(personId, CancellationToken.None)).Available);

    private static async Task<long> LastBalanceAsync(HttpClient client)
    {
        var rows = await client.GetStringAsync(new Uri("/points?handler=Csv", UriKind.Relative));
        return long.Parse(rows.Split("\r\n")[1].Split(',')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>An approved sale of seven racks.</summary>
    private Task<int> GiveAsync(
        long personId, string invoice, int days, string customer = "Karpaty Logistics") => site.UseAsync(async services =>
    {
        var sold = await services.GetRequiredService<SubmitSales>().RunAsync(
            [
                new NewSale
                {
                    PersonId = personId,
                    CustomerName = customer,
                    CustomerCountry = "US",
                    IsPublicSector = false,
                    InvoiceNumber = invoice,
                    InvoiceOn = services.GetRequiredService<Programmes.Calendar>().Today.AddDays(-days),
                    Currency = "USD",
                    Lines = [new NewSaleLine(1, 7, 8_000_00)],
                },
            ],
            CancellationToken.None);
        var manager = await Story.PersonAsync(services.GetRequiredService<LeapDb>(), "Mia Larsen");
        await services.GetRequiredService<DecideSales>().RunAsync(
            [new SaleDecision(sold[0].Value, manager)], tellsSellers: false, CancellationToken.None);
        return 0;
    });
}
