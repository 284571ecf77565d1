using System.Globalization;
using System.Net;
using System.Text.Json;
using Leap.Joining;
using Leap.Mail;
using Leap.Web.Tests.Pages.Manage.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Firm;

public sealed class RequestsPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_firm_lists_a_domain_a_manager_confirms_it_and_a_colleague_joins_by_it()
    {
        var admin = await site.SignInAsync("firm-admin", "de");
        var mine = await admin.PageAsync("/firm/requests");
        await admin.PostAsync("/firm/requests?handler=Add", mine, ("typed", "nordlicht.example"));
        var domain = await site.ReadAsync(db => db.FirmDomains.SingleAsync());
        var mia = await site.MiaAsync();
        var address = $"/manage/firms/{domain.FirmId}/invitations";
        await mia.PostAsync($"{address}?handler=Confirm", await mia.PageAsync(address), ("domain", Id(domain.Id)));

        var visitor = site.Visitor("pl");
        var known = await visitor.PostAsync("/join", await visitor.PageAsync("/join"), ("Input.Email", "kim@nordlicht.example"));
        var told = (await visitor.PageAsync("/join")).Main;
        await visitor.PostAsync("/join", await visitor.PageAsync("/join"), ("Input.Email", "kim@nowhere.example"));
        Assert.Equal(told, (await visitor.PageAsync("/join")).Main);
        Assert.Equal(HttpStatusCode.Redirect, known.StatusCode);

        var link = await LinkAsync();
        var form = await visitor.PageAsync(link);
        var asked = await visitor.PostAsync(link, form, ("Input.Name", "Kim"), ("Input.Firms", Id(domain.FirmId)));
        Assert.Contains(
            site.In("pl")["join.asked.title"],
            (await visitor.PageAsync(asked.Headers.Location!.OriginalString)).Main,
            StringComparison.Ordinal);
        var waiting = await admin.PageAsync("/firm/requests");
        Assert.Contains("Kim", waiting.Main, StringComparison.Ordinal);
        var request = await site.ReadAsync(db => db.JoinRequests.Select(r => r.Id).SingleAsync());
        await admin.PostAsync("/firm/requests?handler=Accept", waiting, ("request", Id(request)), ("personas", "Seller"));

        Assert.Contains("kim@nordlicht.example", (await admin.PageAsync("/firm/invitations")).Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_firms_request_and_domain_answer_404()
    {
        var theirs = await site.SignInAsync("firm-admin", "en");
        var page = await theirs.PageAsync("/firm/requests");

        var accept = await theirs.PostAsync("/firm/requests?handler=Accept", page, ("request", "4711"), ("personas", "Seller"));
        var remove = await theirs.PostAsync("/firm/requests?handler=Remove", page, ("domain", "4711"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (accept.StatusCode, remove.StatusCode));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private async Task<string> LinkAsync()
    {
        var body = await site.ReadAsync(db => db.Messages.Where(m => m.Kind == "join-link").Select(m => m.Body).SingleAsync());
        var mail = JsonDocument.Parse(body).RootElement;
        return $"/join/ask/{mail.GetProperty("LinkId")}?secret={mail.GetProperty("Secret").GetString()}";
    }
}
