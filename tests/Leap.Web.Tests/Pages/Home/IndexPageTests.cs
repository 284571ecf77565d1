using System.Globalization;
using System.Net;
using Leap.Ledger;
using Leap.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Home;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_seller_sees_balance_open_sales_badges_and_what_to_do_next()
    {
        var anna = await site.SignInAsync("seller", "de");
        var account = await site.UseAsync(async services => await services.GetRequiredService<Balances>().GlanceAsync(
            await Story.PersonAsync(services.GetRequiredService<Data.LeapDb>(), "Anna Schmidt"), CancellationToken.None));

        var page = await anna.PageAsync("/home");

        var shown = page.QuerySelectorAll(".card.is-face data")
            .Select(d => long.Parse(d.GetAttribute("value")!, CultureInfo.InvariantCulture));
        Assert.Equal([account.Balance.Available, account.Balance.Pending, account.Next!.Points], shown);
        Assert.Equal("INV-2", page.QuerySelector("table.is-stacking .code")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll(".badge-row a").Length);
        Assert.Contains(page.QuerySelectorAll(".todo-title"), t => t.TextContent == "Rack-Zertifizierung");
        Assert.DoesNotContain(page.QuerySelectorAll(".todo-title"), t => t.TextContent == "Rack-Grundlagen");
        Assert.Equal(12, page.QuerySelectorAll("figure.chart tbody tr").Length);
    }

    [Fact]
    public async Task A_person_of_day_one_reads_what_to_do_in_every_empty_place()
    {
        var client = await site.SignInAsync("seller", "ar");

        var page = await client.PageAsync("/home");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(2, page.QuerySelectorAll(".empty").Length);
        Assert.Equal("0", page.QuerySelector(".is-hero data")!.GetAttribute("value"));
        Assert.DoesNotContain("home.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_members_of_a_firm()
    {
        var manager = await site.SignInAsync("manager");

        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/home"));
        Assert.NotEqual(HttpStatusCode.OK, await manager.StatusAsync("/home"));
    }
}
