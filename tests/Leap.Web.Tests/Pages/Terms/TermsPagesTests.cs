using System.Net;
using Leap.Terms;
using Leap.Web.Tests.Pages.Manage.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Terms;

public sealed class TermsPagesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_manager_publishes_and_each_participant_agrees_once_before_they_go_on()
    {
        var mia = await site.MiaAsync();
        await PublishAsync(mia);
        var seller = await site.SignInAsync("seller", "pl");

        var door = await seller.GetAsync(new Uri("/sales?state=open", UriKind.Relative));
        Assert.Equal(HttpStatusCode.SeeOther, door.StatusCode);
        var address = door.Headers.Location!.OriginalString;
        Assert.Equal("/terms?returnUrl=%2Fsales%3Fstate%3Dopen", address);
        var page = await seller.PageAsync(address);
        var number = page.QuerySelector("input[name=number]")!.GetAttribute("value")!;
        var answer = await seller.PostAsync(address, page, ("number", number));

        Assert.Equal("/sales?state=open", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await seller.StatusAsync("/sales"));
        Assert.Equal("pl", await site.ReadAsync(db => db.TermsAcceptances.OrderBy(a => a.Id).Select(a => a.Language).LastAsync()));
        Assert.Equal(HttpStatusCode.OK, await mia.StatusAsync("/manage/sales"));
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().StatusAsync("/terms"));
    }

    [Fact]
    public async Task An_address_elsewhere_is_not_where_a_yes_leads()
    {
        await PublishAsync(await site.MiaAsync());
        var seller = await site.SignInAsync("seller", "fr");
        var page = await seller.PageAsync("/terms?returnUrl=//evil.example");
        var number = page.QuerySelector("input[name=number]")!.GetAttribute("value")!;

        var answer = await seller.PostAsync("/terms?returnUrl=//evil.example", page, ("number", number));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Who_declines_can_sign_out()
    {
        await PublishAsync(await site.MiaAsync());
        var seller = await site.SignInAsync("seller", "es");

        var page = await seller.PageAsync("/terms");
        var answer = await seller.PostAsync("/sign-out", page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotEqual("/terms", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_firms_admin_signs_with_name_and_title()
    {
        await PublishAsync(await site.MiaAsync());
        var admin = await site.SignInAsync("firm-admin", "en");
        var own = await admin.PageAsync("/terms");
        var number = own.QuerySelector("input[name=number]")!.GetAttribute("value")!;
        await admin.PostAsync("/terms", own, ("number", number));
        var page = await admin.PageAsync("/firm/terms");

        var untitled = await admin.PostAsync(
            "/firm/terms", page, ("Input.Number", number), ("Input.Name", "Sam Miller"), ("Input.Title", ""));
        Assert.NotEmpty((await untitled.DocumentAsync()).Fault("title-error"));
        await admin.PostAsync("/firm/terms", page, ("Input.Number", number), ("Input.Name", "Sam Miller"), ("Input.Title", "Owner"));

        Assert.Contains("Owner", (await admin.PageAsync("/firm/terms")).Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_names_the_languages_that_it_lacks()
    {
        var mia = await site.MiaAsync();
        await PublishAsync(mia);
        await mia.PostAsync("/manage/terms?handler=Begin", await mia.PageAsync("/manage/terms"));

        var page = await mia.PageAsync("/manage/terms");
        Assert.Contains(site.In("en")["manage-terms.missing"], page.Main, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#effective"));
        var draft = page.QuerySelector("input[name=number]")!.GetAttribute("value")!;
        var text = await mia.PageAsync($"/manage/terms/{draft}/de");
        await mia.PostAsync($"/manage/terms/{draft}/de", text, ("Input.Text", "# Neu <script>x</script>"), ("Input.Note", "Kürzer."));
        var shown = await mia.PageAsync($"/manage/terms/{draft}/de");
        Assert.Contains("Neu", shown.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Null(shown.QuerySelector("article script"));
        await mia.PostAsync("/manage/terms?handler=Discard", page, ("number", draft));
        Assert.Equal(HttpStatusCode.NotFound, await mia.StatusAsync($"/manage/terms/{draft}/de"));
    }

    /// <summary>The first version, unless another test was quicker.</summary>
    private async Task PublishAsync(HttpClient manager)
    {
        if (await site.ReadAsync(db => db.TermsVersions.AnyAsync(v => v.PublishedAt != null)))
        {
            return;
        }

        await manager.PostAsync("/manage/terms?handler=Begin", await manager.PageAsync("/manage/terms"));
        var page = await manager.PageAsync("/manage/terms");
        var answer = await manager.PostAsync("/manage/terms?handler=Publish", page, ("number", "1"), ("effective", ""));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
