using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Leap.Data;
using Leap.Programmes;
using Leap.Seeding;
using Leap.Settings;
using Leap.Statements;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Pages.Statements;

public sealed class StatementPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Its_figures_are_the_stored_ones_and_its_lines_add_up_to_them()
    {
        var statement = await IssueAsync("Anna Schmidt");
        var client = await site.SignInAsync("seller", "de");

        var page = await client.PageAsync("/statements/" + statement.Period);

        var figures = page.QuerySelectorAll(".stats data").Select(Value).ToList();
        Assert.Equal([statement.Opening, statement.Earned, statement.Closing], figures);
        Assert.Equal(statement.Closing - statement.Opening, page.QuerySelectorAll(".ledger-amount data").Sum(Value));
        Assert.Equal(statement.Head, page.QuerySelector("main > p .code")!.TextContent);
    }

    [Fact]
    public async Task The_list_leads_to_each_statement()
    {
        var statement = await IssueAsync("Anna Schmidt");

        var page = await (await site.SignInAsync("seller", "de")).PageAsync("/statements");

        Assert.Equal("/statements/" + statement.Period, Assert.Single(page.QuerySelectorAll("tbody a")).GetAttribute("href"));
    }

    [Fact]
    public async Task Before_the_first_one_the_list_says_when_it_comes()
    {
        var page = await (await site.SignInAsync("seller", "ar")).PageAsync("/statements");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.NotNull(page.QuerySelector(".empty"));
        Assert.DoesNotContain("statements.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_without_one_and_someone_elses_are_not_found()
    {
        var statement = await IssueAsync("Anna Schmidt");
        var jan = await site.SignInAsync("seller", "pl");

        Assert.Equal(HttpStatusCode.NotFound, await jan.StatusAsync("/statements/" + statement.Period));
        Assert.Equal(HttpStatusCode.NotFound, await jan.StatusAsync("/statements/nonsense"));
        Assert.Equal(HttpStatusCode.Redirect, await site.Visitor().StatusAsync("/statements/" + statement.Period));
    }

    /// <summary>The statement of the month that runs, as the job of the next month's first day writes it.</summary>
    private Task<Statement> IssueAsync(string name) => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var month = Period.Month(services.GetRequiredService<Programmes.Calendar>().Today);
        var clock = new PlayedClock(services.GetRequiredService<LeapSettings>());
        clock.StandAt(month.UntilOn);
        await using var played = services.GetRequiredService<PlayedProgramme>()(clock);
        await using var scope = played.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IssueStatements>().RunAsync(month.UntilOn, CancellationToken.None);
        var personId = await Story.PersonAsync(db, name);
        return await db.Statements.AsNoTracking().SingleAsync(s => s.PersonId == personId && s.Period == month.Key);
    });

    private static long Value(IElement data) => long.Parse(data.GetAttribute("value")!, CultureInfo.InvariantCulture);
}
