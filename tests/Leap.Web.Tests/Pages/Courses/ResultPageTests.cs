namespace Leap.Web.Tests.Pages.Courses;

public sealed class ResultPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_pass_shows_score_points_with_their_reason_the_badge_won_and_what_next()
    {
        var ben = await site.SignInAsync("seller");

        var page = await ben.PageAsync(await TakeAsync(ben, "test-basics", isRight: true));

        Assert.Equal("Passed", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("100%", page.QuerySelector(".dial-number")!.TextContent);
        Assert.Contains("60 points for passing the module", page.QuerySelector("dl.sum")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("First step", page.QuerySelector(".badge-name")!.TextContent);
        Assert.NotNull(page.QuerySelector(".todo-link"));
        Assert.Null(page.QuerySelector(".answer"));

        var again = await ben.PageAsync(await TakeAsync(ben, "test-basics", isRight: true));
        Assert.Null(again.QuerySelector("dl.sum"));
        Assert.Contains("earns no points", again.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fail_says_what_was_wrong_but_not_what_is_right_and_how_many_tries_are_left()
    {
        var sam = await site.SignInAsync("firm-admin");

        var page = await sam.PageAsync(await TakeAsync(sam, "test-cert", isRight: false));

        Assert.Equal("0%", page.QuerySelector(".dial-number")!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll(".answer.is-wrong").Length);
        Assert.DoesNotContain("Right would have been", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 tries left", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("dl.sum"));
    }

    [Fact]
    public async Task It_reads_from_right_to_left_in_Arabic_and_shows_no_raw_key()
    {
        var omar = await site.SignInAsync("seller", "ar");

        var page = await omar.PageAsync(await TakeAsync(omar, "test-basics", isRight: true));

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.DoesNotMatch(@"\bresult\.[a-z]", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task An_attempt_that_is_open_leads_back_to_its_quiz()
    {
        var luis = await site.SignInAsync("seller", "es");
        var attempt = await luis.BeginAsync("test-basics");

        var answer = await luis.GetAsync(new Uri($"/courses/test-basics/result/{attempt}", UriKind.Relative));

        Assert.Equal("/courses/test-basics/quiz", answer.Headers.Location!.OriginalString);
    }

    private async Task<string> TakeAsync(HttpClient client, string code, bool isRight)
    {
        var attempt = await client.BeginAsync(code);
        await client.AnswerAllAsync(site, code, attempt, isRight);
        var handedIn = await client.HandInAsync(code, await client.PageAsync($"/courses/{code}/quiz"), attempt);
        return handedIn.Headers.Location!.OriginalString;
    }
}
