using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Boards;

/// <summary>Everyone at Nordlicht has passed a module today, Anna one more, and Ben hides his name.</summary>
public sealed class IndexPageTests(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private static readonly string[] Nordlicht = ["Anna Schmidt", "Jan Wójcik", "عمر الحداد", "王伟", "Ben Carter", "Eva Brandt"];

    public async Task InitializeAsync() => await site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var today = services.GetRequiredService<Programmes.Calendar>().Today;
        var modules = await db.Modules.ToDictionaryAsync(m => m.Code, m => m.Id, StringComparer.Ordinal);
        var people = await db.People.Where(p => Nordlicht.Contains(p.Name))
            .ToDictionaryAsync(p => p.Name, p => p.Id, StringComparer.Ordinal);
        await db.People.Where(p => p.Name == "Ben Carter").ExecuteUpdateAsync(p => p.SetProperty(x => x.BoardName, BoardName.Hidden));
        return await services.GetRequiredService<RecordCompletions>().RunAsync(
            [
                .. people.Values.Select(id => new NewCompletion(id, modules["TEST-SIZING"], today, 90)),
                new NewCompletion(people["Anna Schmidt"], modules["TEST-CERT"], today, 90),
            ],
            CancellationToken.None);
    });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Places_run_from_the_top_ties_share_one_and_the_own_row_stands_out()
    {
        var page = await (await site.SignInAsync("seller", "de")).PageAsync("/boards");

        Assert.Equal(["1", "2", "2", "2", "2", "2"], page.QuerySelectorAll(".board-rank").Select(r => r.TextContent));
        Assert.Equal("Anna Schmidt", page.QuerySelector(".board-row.is-own .board-name")!.TextContent);
        Assert.Equal("1", page.QuerySelector(".standing-rank data")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector(".tag use[href$='#clock']"));
    }

    [Fact]
    public async Task A_hidden_name_is_hidden_from_others_and_not_from_its_owner()
    {
        var others = await (await site.SignInAsync("seller", "de")).PageAsync("/boards");
        var own = await (await site.SignInAsync("seller", "en")).PageAsync("/boards");

        Assert.DoesNotContain("Ben Carter", TextOf(others), StringComparison.Ordinal);
        Assert.Equal("Ben Carter", own.QuerySelector(".board-row.is-own .board-name")!.TextContent);
    }

    [Fact]
    public async Task The_distance_to_the_next_place_is_told()
    {
        var page = await (await site.SignInAsync("seller", "pl")).PageAsync("/boards?kind=learning&when=season");

        Assert.Equal("2", page.QuerySelector(".standing-rank data")!.GetAttribute("value"));
        Assert.Matches("5[0-9]{2}", page.QuerySelector("aside .card")!.TextContent);
    }

    [Fact]
    public async Task A_group_of_fewer_than_five_shows_no_board_and_the_way_to_a_larger_one()
    {
        var page = await (await site.SignInAsync("seller", "es")).PageAsync("/boards");

        Assert.Empty(page.QuerySelectorAll(".board-row"));
        Assert.Contains("scope=Programme", page.QuerySelector(".empty a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Programme")]
    [InlineData("Region")]
    [InlineData("Tier")]
    [InlineData("Firm")]
    public async Task Every_group_that_holds_enough_people_has_its_board(string scope)
    {
        var page = await (await site.SignInAsync("seller", "de")).PageAsync($"/boards?scope={scope}&when=quarter");

        Assert.Equal(6, page.QuerySelectorAll(".board-row").Length);
        Assert.Equal(scope, page.QuerySelector("#scope option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Firms_are_ranked_by_what_their_people_earned()
    {
        var page = await (await site.SignInAsync("seller", "de")).PageAsync("/boards?of=firms&scope=Programme");

        Assert.Equal("Nordlicht IT-Systeme GmbH", page.QuerySelector(".board-row.is-own .board-name")!.TextContent);
        Assert.Equal("1", page.QuerySelector(".board-row.is-own .board-rank")!.TextContent);
    }

    [Theory]
    [InlineData("when=year")]
    [InlineData("scope=Moon")]
    [InlineData("of=robots")]
    [InlineData("of=firms&scope=Language")]
    public async Task A_board_that_does_not_exist_is_not_found(string query) =>
        Assert.Equal(HttpStatusCode.NotFound, await (await site.SignInAsync("seller")).StatusAsync("/boards?" + query));

    [Fact]
    public async Task It_reads_from_the_right_in_Arabic()
    {
        var page = await (await site.SignInAsync("seller", "ar")).PageAsync("/boards?scope=Region&when=last-month");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotContain("boards.", TextOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_members_of_a_firm()
    {
        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/boards"));
        Assert.NotEqual(HttpStatusCode.OK, await (await site.SignInAsync("manager")).StatusAsync("/boards"));
    }

    private static string TextOf(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
