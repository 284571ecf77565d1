using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Leap.Courses;
using Leap.Tests;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Tests.Pages.Courses;

public sealed class QuizPageTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_quiz_is_passed_once_however_often_it_is_handed_in()
    {
        var ben = await site.SignInAsync("seller");
        var attempt = await ben.BeginAsync("test-basics");
        await ben.AnswerAllAsync(site, "test-basics", attempt, isRight: true);
        var last = await ben.PageAsync("/courses/test-basics/quiz?question=4");

        var answers = await Task.WhenAll(ben.HandInAsync("test-basics", last, attempt), ben.HandInAsync("test-basics", last, attempt));

        Assert.All(answers, a => Assert.Equal($"/courses/test-basics/result/{attempt}", a.Headers.Location!.OriginalString));
        Assert.Equal(1, await site.ReadAsync(async db =>
        {
            var personId = await Story.PersonAsync(db, "Ben Carter");
            return await db.Completions.CountAsync(c => c.PersonId == personId && c.ModuleId == 1);
        }));
    }

    [Fact]
    public async Task A_second_tab_goes_on_with_the_same_attempt()
    {
        var claire = await site.SignInAsync("seller", "fr");

        var first = await claire.BeginAsync("test-basics");
        var second = await claire.BeginAsync("test-basics");

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task An_answer_is_kept_and_going_back_shows_it()
    {
        var bia = await site.SignInAsync("seller", "pt-BR");
        var attempt = await bia.BeginAsync("test-basics");

        var saved = await bia.AnswerAsync("test-basics", attempt, question: 1, place: "2", go: "stay");
        var page = await bia.PageAsync("/courses/test-basics/quiz?question=1");

        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Equal("2", page.QuerySelector("input[type=radio][checked]")!.GetAttribute("value"));
        var back = await bia.AnswerAsync("test-basics", attempt, question: 2, place: null, go: "back");
        Assert.Equal("/courses/test-basics/quiz?question=1", back.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(1, "4")]
    [InlineData(1, "-1")]
    [InlineData(4, "0")]
    [InlineData(0, "0")]
    [InlineData(int.MinValue, "0")]
    public async Task An_option_that_was_not_drawn_is_refused_and_passes_nothing(int question, string place)
    {
        var luis = await site.SignInAsync("seller", "es");
        var attempt = await luis.BeginAsync("test-sizing");

        var answer = await luis.AnswerAsync("test-sizing", attempt, question, place, "on");
        var handedIn = await luis.HandInAsync("test-sizing", await luis.PageAsync("/courses/test-sizing/quiz"), attempt);

        Assert.NotNull((await answer.DocumentAsync()).QuerySelector("[role=alert]"));
        Assert.NotNull((await handedIn.DocumentAsync()).QuerySelector("[role=alert]"));
        var stored = await site.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == attempt));
        Assert.Null(stored.SubmittedAt);
        Assert.All(stored.Given(), Assert.Null);
    }

    [Fact]
    public async Task Anothers_attempt_is_404_for_answers_hand_in_and_result()
    {
        var wei = await site.SignInAsync("seller", "zh-Hans");
        var attempt = await wei.BeginAsync("test-basics");
        var sam = await site.SignInAsync("firm-admin");
        await sam.BeginAsync("test-basics");

        var answer = await sam.AnswerAsync("test-basics", attempt, 1, "0", "on");
        var handedIn = await sam.HandInAsync("test-basics", await sam.PageAsync("/courses/test-basics/quiz"), attempt);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, handedIn.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await sam.StatusAsync($"/courses/test-basics/result/{attempt}"));
    }

    [Fact]
    public async Task The_page_tells_places_only_and_lists_what_has_no_answer_yet()
    {
        var jan = await site.SignInAsync("seller", "pl");
        await jan.BeginAsync("test-basics");

        var question = await jan.PageAsync("/courses/test-basics/quiz?question=2");
        var last = await jan.PageAsync("/courses/test-basics/quiz?question=99");

        Assert.Equal(["0", "1", "2", "3"], question.QuerySelectorAll("input[type=radio]").Select(i => i.GetAttribute("value")));
        Assert.Equal(3, last.QuerySelectorAll(".todo-link").Length);
        Assert.Null(last.QuerySelector("form[action$='handler=HandIn'] button"));
    }

    [Fact]
    public async Task After_three_failed_tries_the_module_says_until_when_to_rest()
    {
        var omar = await site.SignInAsync("seller", "ar");
        for (var i = 0; i < StartAttempt.AttemptsMax; i++)
        {
            var attempt = await omar.BeginAsync("test-cert");
            await omar.AnswerAllAsync(site, "test-cert", attempt, isRight: false);
            await omar.HandInAsync("test-cert", await omar.PageAsync("/courses/test-cert/quiz"), attempt);
        }

        var page = await omar.PageAsync("/courses/test-cert");

        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.Null(page.QuerySelector("form[action$='handler=Start']"));
        var refused = await omar.PostAsync("/courses/test-cert/quiz?handler=Start", page);
        Assert.Equal("/courses/test-cert", refused.Headers.Location!.OriginalString);
        Assert.NotNull((await omar.PageAsync("/courses/test-cert")).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task Without_an_open_attempt_the_quiz_leads_to_the_module()
    {
        var eva = await site.SignInAsync("firm-admin", "de");

        var answer = await eva.GetAsync(new Uri("/courses/test-sizing/quiz", UriKind.Relative));

        Assert.Equal("/courses/test-sizing", answer.Headers.Location!.OriginalString);
    }
}

/// <summary>A quiz as a browser takes it.</summary>
internal static class QuizTaking
{
    extension(HttpClient client)
    {
        /// <returns>The open attempt's id, as the page tells it.</returns>
        public async Task<long> BeginAsync(string code)
        {
            var module = await client.PageAsync($"/courses/{code}?page=2");
            var started = await client.PostAsync($"/courses/{code}/quiz?handler=Start", module);
            Assert.Equal($"/courses/{code}/quiz", started.Headers.Location!.OriginalString);
            var page = await client.PageAsync($"/courses/{code}/quiz");
            return long.Parse(page.QuerySelector("input[name=attempt]")!.GetAttribute("value")!, CultureInfo.InvariantCulture);
        }

        public async Task<HttpResponseMessage> AnswerAsync(string code, long attempt, int question, string? place, string go)
        {
            var page = await client.PageAsync($"/courses/{code}/quiz");
            List<(string, string)> fields = [("attempt", Plain(attempt)), ("question", Plain(question)), ("go", go)];
            if (place is not null)
            {
                fields.Add(("answer", place));
            }

            return await client.PostAsync($"/courses/{code}/quiz?handler=Answer", page, [.. fields]);
        }

        /// <summary>Answers all rightly, or all wrongly, by what the stored draw shows in which place.</summary>
        public async Task AnswerAllAsync(Site site, string code, long attempt, bool isRight)
        {
            var key = code.ToUpperInvariant();
            var (draw, correct) = await site.ReadAsync(async db => (
                DrawnQuestion.Read((await db.Attempts.AsNoTracking().SingleAsync(a => a.Id == attempt)).Draw),
                (await db.Modules.AsNoTracking().Include(m => m.Questions).SingleAsync(m => m.Code == key))
                    .Questions.ToDictionary(q => q.Number, q => q.CorrectOption)));
            for (var i = 0; i < draw.Count; i++)
            {
                var place = draw[i].OptionOrder.Index().First(o => (o.Item == correct[draw[i].Number]) == isRight).Index;
                await client.AnswerAsync(code, attempt, i + 1, Plain(place), "on");
            }
        }

        public Task<HttpResponseMessage> HandInAsync(string code, IHtmlDocument page, long attempt) =>
            client.PostAsync($"/courses/{code}/quiz?handler=HandIn", page, ("attempt", Plain(attempt)));
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
