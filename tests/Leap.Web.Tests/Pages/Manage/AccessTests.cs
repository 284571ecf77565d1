using System.Net;

namespace Leap.Web.Tests.Pages.Manage;

public sealed class AccessTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Addresses =
    [
        "/manage/operations", "/manage/people", "/manage/people?handler=Csv", "/manage/people/1",
        "/manage/firms", "/manage/firms?handler=Csv", "/manage/firms/1",
        "/manage/accounts", "/manage/accounts/person/1", "/manage/accounts/person/1?handler=Csv", "/manage/accounts/firm/1",
        "/manage/accounts/firm/1?handler=Csv", "/manage/accounts/promotion/1", "/manage/accounts/programme/issued",
        "/manage/accounts/programme/issued?handler=Csv", "/manage/accounts/entry/1", "/manage/corrections",
        "/manage/liability", "/manage/liability?handler=Csv", "/manage/liability?handler=MovementsCsv",
        "/manage/audit", "/manage/audit?handler=Csv",
    ];

    private static readonly string[] Posts =
    [
        "/manage/operations?handler=Run", "/manage/operations?handler=Pause", "/manage/operations?handler=Resume",
        "/manage/operations?handler=Retry", "/manage/operations?handler=Verify",
        "/manage/corrections?handler=Approve", "/manage/corrections?handler=Decline", "/manage/corrections/new?person=1",
    ];

    [Fact]
    public async Task A_visitor_is_asked_to_sign_in()
    {
        var visitor = site.Visitor();
        foreach (var address in Addresses)
        {
            var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative));

            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in?", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("seller")]
    [InlineData("firm-admin")]
    public async Task For_sellers_and_firm_admins_it_does_not_exist(string role)
    {
        var client = await site.SignInAsync(role);
        foreach (var address in Addresses)
        {
            IsNotThere(address, await client.GetAsync(new Uri(address, UriKind.Relative)));
        }
    }

    [Fact]
    public async Task A_seller_can_do_nothing_there()
    {
        var client = await site.SignInAsync("seller");
        var page = await client.PageAsync("/sign-in");
        foreach (var address in Posts)
        {
            IsNotThere(address, await client.PostAsync(address, page, ("job", "set-tiers"), ("id", "1")));
        }
    }

    [Fact]
    public async Task A_manager_reads_it_from_right_to_left_in_Arabic()
    {
        var client = await site.SignInAsync("manager");
        foreach (var address in Addresses.Where(a => !a.Contains("Csv", StringComparison.Ordinal)))
        {
            var page = await client.PageAsync(address + "?language=ar");

            Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
        }
    }

    private static void IsNotThere(string address, HttpResponseMessage answer) =>
        Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address} answered {(int)answer.StatusCode}");
}
