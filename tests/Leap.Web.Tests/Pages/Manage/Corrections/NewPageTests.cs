using System.Net;
using Leap.Corrections;
using Leap.Data;
using Leap.Ledger;
using Leap.Promotions;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.Corrections;

public sealed class NewPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Points_are_given_and_the_participant_reads_the_reason_but_not_the_note()
    {
        var anna = await site.PersonAsync("Anna Schmidt");
        var client = await site.MiaAsync();

        var answer = await client.CorrectAsync(site, anna);

        Assert.Equal("/manage/corrections", answer.Headers.Location!.OriginalString);
        Assert.Contains("Anna Schmidt", (await client.PageAsync("/manage/corrections")).Main, StringComparison.Ordinal);
        var points = await (await site.SignInAsync("seller", "de")).PageAsync("/points");
        Assert.Contains(site.In("de")["points.reason.Goodwill"], points.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("The module did not open", points.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        var luis = await site.PersonAsync("Luis Ortega");
        var client = await site.MiaAsync();

        var answer = await client.CorrectAsync(
            site, luis, ("Input.Act", "Take"), ("Input.Points", "77777"), ("Input.Reason", "WrongAward"), ("Input.Note", "Counted twice"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal(site.In("en")["refusal.ProposeManualEntry.NotEnoughPoints"], page.Fault("points-error"));
        Assert.Equal("77777", page.Typed("Input.Points"));
        Assert.NotNull(page.QuerySelector("input[name='Input.Act'][value=Take][checked]"));
        Assert.NotNull(page.QuerySelector("option[value=WrongAward][selected]"));
        Assert.Equal("Counted twice", page.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal(0, await CountAsync("Counted twice"));
    }

    [Theory]
    [InlineData("Input.Points", "", "points-error")]
    [InlineData("Input.Points", "1.5", "points-error")]
    [InlineData("Input.Points", "-5", "points-error")]
    [InlineData("Input.Points", "0", "points-error")]
    [InlineData("Input.Points", "99999999999999999999999999", "points-error")]
    [InlineData("Input.Points", "many", "points-error")]
    [InlineData("Input.Reason", "", "reason-error")]
    [InlineData("Input.Reason", "99", "reason-error")]
    [InlineData("Input.Note", "  ", "note-error")]
    [InlineData("Input.EffectiveOn", "", "effective-error")]
    [InlineData("Input.EffectiveOn", "2019-01-01", "effective-error")]
    [InlineData("Input.EffectiveOn", "2199-01-01", "effective-error")]
    [InlineData("Input.Corrects", "1", "corrects-error")]
    [InlineData("Input.Corrects", "x", "corrects-error")]
    [InlineData("Input.Act", "WriteOff", "act-error")]
    public async Task What_does_not_fit_is_told_beside_its_field_in_the_readers_language(string field, string typed, string errorId)
    {
        var luis = await site.PersonAsync("Luis Ortega");
        var client = await site.NoahAsync();
        var before = await site.ReadAsync(db => db.ManualEntries.CountAsync());

        var answer = await client.CorrectAsync(site, luis, (field, typed));

        Assert.NotEmpty((await answer.DocumentAsync()).Fault(errorId));
        Assert.Equal(before, await site.ReadAsync(db => db.ManualEntries.CountAsync()));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_books_once()
    {
        var luis = await site.PersonAsync("Luis Ortega");
        var client = await site.MiaAsync();
        var address = $"/manage/corrections/new?person={luis}";
        var page = await client.PageAsync(address);

        await client.PostAsync(address, page, site.GiftFields(page, ("Input.Note", "Sent twice")));
        await client.PostAsync(address, page, site.GiftFields(page, ("Input.Note", "Sent twice")));

        Assert.Equal(1, await CountAsync("Sent twice"));
    }

    [Fact]
    public async Task An_entry_says_whose_account_it_is_and_is_named_in_the_correction()
    {
        var anna = await site.PersonAsync("Anna Schmidt");
        var account = AccountRef.Available(anna).Id;
        var entry = await site.ReadAsync(db => db.Postings.Where(p => p.AccountId == account).Select(p => p.EntryId).FirstAsync());
        var client = await site.MiaAsync();

        var page = await client.PageAsync($"/manage/corrections/new?corrects={entry}");
        await client.PostAsync(
            $"/manage/corrections/new?corrects={entry}", page,
            site.GiftFields(page, ("Input.Corrects", page.Typed("Input.Corrects")), ("Input.Note", "Mends an entry")));

        Assert.Contains("Anna Schmidt", page.Main, StringComparison.Ordinal);
        var made = await site.ReadAsync(db => db.ManualEntries.SingleAsync(m => m.Note == "Mends an entry"));
        Assert.Equal(entry, made.CorrectsId);
        var old = await client.PageAsync($"/manage/accounts/entry/{entry}");
        Assert.NotNull(old.QuerySelector($"a[href='/manage/accounts/entry/{made.EntryId}']"));
        var mended = await client.PageAsync($"/manage/accounts/entry/{made.EntryId}");
        Assert.NotNull(mended.QuerySelector($"a[href='/manage/accounts/entry/{entry}']"));
        Assert.Contains("Mends an entry", mended.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_is_changed()
    {
        var rack = await site.ReadAsync(db => db.Promotions.Where(p => p.Code == "RACK-25").Select(p => p.Id).SingleAsync());
        var client = await site.MiaAsync();
        var address = $"/manage/corrections/new?promotion={rack}";
        var page = await client.PageAsync(address);

        await client.PostAsync(address, page, site.GiftFields(page, ("Input.Reason", "BudgetChange")));

        Assert.Equal(10_100, await site.ReadAsync(db => db.Promotions.Where(p => p.Id == rack).Select(p => p.BudgetPoints).SingleAsync()));
    }

    [Fact]
    public async Task Without_an_account_it_leads_to_the_accounts_and_an_unknown_one_does_not_exist()
    {
        var client = await site.MiaAsync();

        var answer = await client.GetAsync(new Uri("/manage/corrections/new", UriKind.Relative));

        Assert.Equal("/manage/accounts", answer.Headers.Location!.OriginalString);
        foreach (var query in (string[])["person=999999", "promotion=999999", "corrects=999999"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("/manage/corrections/new?" + query));
        }
    }

    private Task<int> CountAsync(string note) => site.ReadAsync(db => db.ManualEntries.CountAsync(m => m.Note == note));
}
