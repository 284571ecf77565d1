using System.Globalization;
using System.Net;
using Leap.Corrections;
using Leap.Web.Tests.Pages.Sales;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Manage.Corrections;

public sealed class IndexPageTests(Site site) : IClassFixture<Site>
{
    private const string Address = "/manage/corrections";

    [Fact]
    public async Task Who_asked_cannot_decide_and_a_second_manager_can()
    {
        var (mia, noah) = (await site.MiaAsync(), await site.NoahAsync());
        var id = await AskAsync(mia, "Trade fair");

        var mine = await mia.PageAsync(Address);
        var refused = await mia.PostAsync(Address + "?handler=Approve", mine, ("id", id));
        Assert.Null(mine.QuerySelector($"input[name=id][value='{id}']"));
        Assert.Contains("A second person decides", (await refused.DocumentAsync()).Main, StringComparison.Ordinal);
        Assert.Equal(ManualEntryState.Proposed, await StateAsync("Trade fair"));

        var his = await noah.PageAsync(Address);
        await noah.PostAsync(Address + "?handler=Approve", his, ("id", id));
        Assert.Equal(ManualEntryState.Booked, await StateAsync("Trade fair"));
    }

    [Fact]
    public async Task What_is_declined_stays_on_record_and_a_second_decision_is_refused_in_words()
    {
        var (mia, noah) = (await site.MiaAsync(), await site.NoahAsync());
        var id = await AskAsync(mia, "Too much");
        var page = await noah.PageAsync(Address);

        await noah.PostAsync(Address + "?handler=Decline", page, ("id", id));
        var again = await noah.PostAsync(Address + "?handler=Approve", page, ("id", id));

        Assert.Equal(ManualEntryState.Declined, await StateAsync("Too much"));
        Assert.Contains(
            site.In("de")["refusal.DecideManualEntry.AlreadyDecided"], (await again.DocumentAsync()).Main, StringComparison.Ordinal);
        var decided = (await mia.PageAsync(Address)).QuerySelector("[aria-labelledby=decided]")!;
        Assert.Contains("Too much", decided.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_decided()
    {
        var mia = await site.MiaAsync();
        var page = await mia.PageAsync(Address);

        var answer = await mia.PostAsync(Address + "?handler=Approve", page, ("id", "999999"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> AskAsync(HttpClient client, string note)
    {
        var luis = await site.PersonAsync("Luis Ortega");
        await client.CorrectAsync(site, luis, ("Input.Points", "6000"), ("Input.Note", note));
        var id = await site.ReadAsync(db => db.ManualEntries.Where(m => m.Note == note).Select(m => m.Id).SingleAsync());
        return id.ToString(CultureInfo.InvariantCulture);
    }

    private Task<ManualEntryState> StateAsync(string note) =>
        site.ReadAsync(db => db.ManualEntries.Where(m => m.Note == note).Select(m => m.State).SingleAsync());
}
