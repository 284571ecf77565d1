using System.Globalization;
using AngleSharp.Dom;
using Leap.Data;
using Leap.Ledger;
using Leap.Tests;
using Microsoft.Extensions.DependencyInjection;
using Calendar = Leap.Programmes.Calendar;

namespace Leap.Web.Tests.Pages.Points;

/// <summary>Sam, given points in five months, who redeems out of two of them, and then out of four.</summary>
public sealed class UsedLotsPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_a_redemption_used_is_told_by_month_or_in_one_sentence_and_never_by_a_code()
    {
        var today = await site.UseAsync(async services =>
        {
            var on = services.GetRequiredService<Calendar>().Today;
            var db = services.GetRequiredService<LeapDb>();
            var sam = await Story.PersonAsync(db, "Sam Miller");
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await services.GetRequiredService<Journal>().PostAsync([.. Entries(sam, on)], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            return on;
        });

        var page = await (await site.SignInAsAsync("p10@firm.example")).PageAsync("/points?kind=Redeemed");

        var lines = page.QuerySelectorAll(".ledger-line").ToList();
        var month = today.AddMonths(-4).ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        Assert.Contains("100 from " + month, Why(lines[1]), StringComparison.Ordinal);
        Assert.Contains("points that arrived from", Why(lines[0]), StringComparison.Ordinal);
        Assert.All(lines, l => Assert.DoesNotContain("Goodwill", l.TextContent, StringComparison.Ordinal));
    }

    private static string Why(IElement line) => line.QuerySelector(".ledger-why")!.TextContent;

    private static IEnumerable<NewEntry> Entries(long person, DateOnly today)
    {
        var available = AccountRef.Available(person);
        yield return Given("a", 60, -4);
        yield return Given("b", 40, -4);
        yield return Given("c", 100, -3);
        yield return Given("d", 100, -2);
        yield return Given("e", 100, -1);
        yield return Given("f", 100, 0);
        yield return Redeemed("TEA", 150);
        yield return Redeemed("LAMP", 300);

        NewEntry Given(string key, long points, int months) => new(
            "used/" + key, EntryKind.Corrected, today.AddMonths(months), "Goodwill",
            [new(AccountRef.Issued, -points), new(available, points)])
        {
            ExpiresOn = today.AddMonths(6),
        };

        NewEntry Redeemed(string cause, long points) => new(
            "used/" + cause, EntryKind.Redeemed, today, cause, [new(available, -points), new(AccountRef.Redeemed, points)]);
    }
}
