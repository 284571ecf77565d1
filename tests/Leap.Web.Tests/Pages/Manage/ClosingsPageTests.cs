using System.Net;
using Leap.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class ClosingsPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/closings";

    [Fact]
    public async Task A_manager_closes_the_books_once_and_sees_who_did()
    {
        var client = await site.SignInAsync("manager");
        var page = await client.PageAsync(Address);
        Assert.Null(page.QuerySelector("#closings"));

        await client.PostAsync(Address, page, ("Input.UntilOn", "2020-06-30"));
        var again = await client.PostAsync(Address, page, ("Input.UntilOn", "2020-06-30"));

        Assert.Equal(1, await site.ReadAsync(db => db.Closings.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("closed up to this day already", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var closed = await client.PageAsync(Address);
        var shown = closed.QuerySelector("#closings tbody tr")!.TextContent;
        Assert.Contains("30 Jun 2020", shown, StringComparison.Ordinal);
        Assert.Contains("Mia", shown, StringComparison.Ordinal);
        Assert.Equal("2020-07-01", closed.QuerySelector("#Input_UntilOn")!.GetAttribute("min"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("9999-12-31")]
    public async Task A_day_that_is_none_or_not_over_is_refused_beside_the_field(string day)
    {
        var client = await site.SignInAsync("manager");
        var before = await site.ReadAsync(db => db.Closings.CountAsync());

        var answer = await client.PostAsync(Address, await client.PageAsync(Address), ("Input.UntilOn", day));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("field-validation-error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await site.ReadAsync(db => db.Closings.CountAsync()));
    }

    [Fact]
    public async Task A_seller_finds_no_such_page()
    {
        var client = await site.SignInAsync("seller");

        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync(Address)).StatusCode);
    }
}
