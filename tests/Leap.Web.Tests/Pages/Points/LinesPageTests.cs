using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Leap.Data;
using Leap.Ledger;
using Leap.Tests;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Leap.Programmes.Calendar;

namespace Leap.Web.Tests.Pages.Points;

/// <summary>Ben, with one entry of each kind that is not pending.</summary>
public sealed class LinesPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_redemption_shows_the_points_it_used_what_brought_them_and_when_they_would_have_expired()
    {
        var page = await OpenAsync("/points?kind=Redeemed");

        var line = Line(page, -100);
        Assert.Equal("COFFEE", line.QuerySelector(".ledger-what")!.TextContent.Trim());
        var lots = line.QuerySelector("details dl")!;
        Assert.Equal(100, lots.QuerySelectorAll("dd data").Sum(d => long.Parse(d.GetAttribute("value")!, CultureInfo.InvariantCulture)));
        Assert.Contains("TEST-BASICS", lots.TextContent, StringComparison.Ordinal);
        Assert.Contains("Would have expired at the end of", lots.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_aside_settled_and_cancelled_each_says_so()
    {
        var page = await OpenAsync("/points?kind=Redeemed");

        Assert.Contains("50 points were set aside", Line(page, -50).TextContent, StringComparison.Ordinal);
        Assert.Contains("took 30 of the points", Line(page, 20).TextContent, StringComparison.Ordinal);
        Assert.Contains("settled with the 40 points", Line(page, 0).TextContent, StringComparison.Ordinal);
        Assert.Contains("cancelled", Line(page, 10).TextContent, StringComparison.Ordinal);
        Assert.Equal(7, Value(page.QuerySelector("#held")!));
    }

    [Fact]
    public async Task A_correction_gives_its_reason_and_other_kinds_are_filtered_out()
    {
        var page = await OpenAsync("/points?kind=Corrected");

        var line = Assert.Single(page.QuerySelectorAll(".ledger-line"));
        Assert.Contains("goodwill", line.QuerySelector(".ledger-why")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_owed_is_told_with_how_it_is_repaid_and_what_can_not_be_done_meanwhile()
    {
        var page = await OpenAsync("/points?kind=Owed");

        var notice = page.QuerySelector("#owed")!.TextContent;
        Assert.Contains("You owe 60 points", notice, StringComparison.Ordinal);
        Assert.Contains("50% of what you earn", notice, StringComparison.Ordinal);
        Assert.Contains("nothing can be redeemed", notice, StringComparison.Ordinal);
        var available = page.QuerySelector(".stat:has(#available)")!.TextContent;
        Assert.Contains("once nothing is owed", available, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".ledger-line").Length);
        Assert.Contains("15 points that you owed were forgiven", Line(page, 0).TextContent, StringComparison.Ordinal);

        var returned = Line(await OpenAsync("/points?kind=Returned"), 0);
        Assert.Contains("80 more points had been used already", returned.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_month_are_only_those_and_their_balances_stay()
    {
        var all = await OpenAsync("/points");
        var today = site.Services.GetRequiredService<Calendar>().Today;
        var key = today.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var before = today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

        Assert.Equal(
            all.QuerySelectorAll(".ledger-line").Select(l => l.TextContent),
            (await OpenAsync($"/points?in={key}")).QuerySelectorAll(".ledger-line").Select(l => l.TextContent));
        Assert.NotNull((await OpenAsync($"/points?in={before}&kind=Sold")).QuerySelector(".empty a[href='/points']"));
        Assert.NotEmpty((await OpenAsync("/points?in=9999-12&kind=nonsense")).QuerySelectorAll(".ledger-line"));
    }

    private static IElement Line(IHtmlDocument page, long points) =>
        page.QuerySelectorAll(".ledger-line").First(l => Value(l.QuerySelector(".ledger-amount data")!) == points);

    private static long Value(IElement data) => long.Parse(data.GetAttribute("value")!, CultureInfo.InvariantCulture);

    private async Task<IHtmlDocument> OpenAsync(string address)
    {
        var ben = await site.ReadAsync(db => Story.PersonAsync(db, "Ben Carter"));
        await site.UseAsync(async services =>
        {
            var on = services.GetRequiredService<Calendar>().Today;
            await using var write = await services.GetRequiredService<LeapDb>().BeginWriteAsync(CancellationToken.None);
            await services.GetRequiredService<Journal>().PostAsync([.. Entries(ben, on)], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return 0;
        });
        return await (await site.SignInAsync("seller", "en")).PageAsync(address);
    }

    private static IEnumerable<NewEntry> Entries(long person, DateOnly on)
    {
        var (available, held, debt) = (AccountRef.Available(person), AccountRef.Held(person), AccountRef.Debt(person));
        yield return New(EntryKind.Earned, "TEST-BASICS", new(AccountRef.Issued, -1_000), new(available, 1_000));
        yield return New(EntryKind.Redeemed, "COFFEE", new(available, -100), new(AccountRef.Redeemed, 100));
        yield return New(EntryKind.Cancelled, "COFFEE", new(AccountRef.Redeemed, -10), new(available, 10));
        yield return New(EntryKind.Held, "LAMP", new(available, -50), new(held, 50));
        yield return New(EntryKind.Captured, "LAMP", new(held, -50), new(AccountRef.Redeemed, 30), new(available, 20));
        yield return New(EntryKind.Held, "CHAIR", new(available, -47), new(held, 47));
        yield return New(EntryKind.Captured, "CHAIR", new(held, -40), new(AccountRef.Redeemed, 40));
        yield return New(EntryKind.Corrected, "Goodwill", new(AccountRef.Issued, -5), new(available, 5));
        yield return New(EntryKind.Reversed, "INV-9", new(debt, -80), new(AccountRef.Issued, 80));
        yield return New(EntryKind.Repaid, "INV-10", new(available, -5), new(debt, 5));
        yield return New(EntryKind.WrittenOff, "DebtForgiven", new(AccountRef.WrittenOff, -15), new(debt, 15));

        NewEntry New(EntryKind kind, string cause, params Leg[] legs) =>
            new($"test/{kind}/{cause}", kind, on, cause, legs) { ExpiresOn = on.AddMonths(6) };
    }
}
