using Leap.Awards;
using Leap.Courses;
using Leap.Data;
using Leap.Tests.Engines;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Courses;

public sealed class QuizTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_pass_earns_at_once_and_a_repeat_earns_nothing(Engine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var jan = await stage.PersonAsync("Jan Wójcik");

        var first = await TakeAsync(stage, jan, knowsAll: true);
        Assert.True(first.Attempt.HasPassed);
        Assert.Equal(60, (await stage.BalanceAsync(jan)).Available);

        stage.MoveTo("2026-11-13");
        Assert.True((await TakeAsync(stage, jan, knowsAll: true)).Attempt.HasPassed);
        Assert.Equal(60, (await stage.BalanceAsync(jan)).Available);
        await using var db = stage.OpenDb();
        Assert.Equal(2, await db.Completions.CountAsync(c => c.PersonId == jan));
        await stage.AssertTheBooksBalanceAsync();
    }

    [Fact]
    public async Task A_second_start_goes_on_with_the_same_attempt_and_its_answers()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var first = (await StartAsync(stage, jan)).Value;
        await stage.RunAsync<SaveAnswer, Outcome<Attempt, SaveAnswer.Refusal>>(
            s => s.RunAsync(jan, first.Id, 1, 2, CancellationToken.None));

        var second = (await StartAsync(stage, jan)).Value;

        Assert.Equal((first.Id, first.Draw), (second.Id, second.Draw));
        Assert.Equal([null, 2, null], second.Given());
    }

    [Fact]
    public async Task Handing_in_twice_scores_once()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var result = await TakeAsync(stage, jan, knowsAll: true);

        var again = await SubmitAsync(stage, jan, result.Attempt.Id);

        Assert.Null(again.Value.CompletionId);
        await using var db = stage.OpenDb();
        Assert.Equal(1, await db.Awards.CountAsync(a => a.PersonId == jan));
    }

    [Fact]
    public async Task An_unanswered_question_holds_the_quiz_open()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        var attempt = (await StartAsync(stage, jan)).Value;

        Assert.Equal(SubmitAttempt.Refusal.Unanswered, (await SubmitAsync(stage, jan, attempt.Id)).Refusal);
    }

    [Fact]
    public async Task Nobody_answers_or_hands_in_for_another()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var attempt = (await StartAsync(stage, await stage.PersonAsync("Jan Wójcik"))).Value;
        var ben = await stage.PersonAsync("Ben Carter");

        Assert.Equal(SubmitAttempt.Refusal.UnknownAttempt, (await SubmitAsync(stage, ben, attempt.Id)).Refusal);
        var saved = await stage.RunAsync<SaveAnswer, Outcome<Attempt, SaveAnswer.Refusal>>(
            s => s.RunAsync(ben, attempt.Id, 0, 0, CancellationToken.None));
        Assert.Equal(SaveAnswer.Refusal.UnknownAttempt, saved.Refusal);
    }

    [Fact]
    public async Task Three_failed_attempts_ask_for_a_day_of_rest()
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        for (var i = 0; i < StartAttempt.AttemptsMax; i++)
        {
            Assert.False((await TakeAsync(stage, jan, knowsAll: false)).Attempt.HasPassed);
        }

        Assert.Equal(StartAttempt.Refusal.Resting, (await StartAsync(stage, jan)).Refusal);
        stage.MoveTo("2026-11-14");
        Assert.Null((await StartAsync(stage, jan)).Refusal);
        Assert.Equal(0, (await stage.BalanceAsync(jan)).Available);
    }

    [Theory]
    [InlineData("2026-10-01", "2027-11-11")]
    [InlineData("2026-12-20", "2027-12-19")]
    public async Task A_certification_that_is_renewed_early_counts_from_the_old_date(string first, string validUntil)
    {
        await using var stage = await Stage.SetAsync(Engine.Sqlite);
        var jan = await stage.PersonAsync("Jan Wójcik");
        stage.MoveTo("2026-11-12");
        await RecordAsync(stage, jan, "2025-11-12");
        stage.MoveTo("2026-12-31");

        await RecordAsync(stage, jan, first);

        await using var db = stage.OpenDb();
        var last = await db.Completions.Where(c => c.PersonId == jan).OrderByDescending(c => c.CompletedOn).FirstAsync();
        Assert.Equal(Stage.On(validUntil), last.ValidUntilOn);
    }

    private static async Task RecordAsync(Stage stage, long personId, string day)
    {
        var outcome = await stage.RunAsync<RecordCompletions, IReadOnlyList<Outcome<long, RecordCompletions.Refusal>>>(
            r => r.RunAsync([new NewCompletion(personId, 3, Stage.On(day), 100)], CancellationToken.None));
        Assert.Null(outcome[0].Refusal);
    }

    private static Task<Outcome<Attempt, StartAttempt.Refusal>> StartAsync(Stage stage, long personId) =>
        stage.RunAsync<StartAttempt, Outcome<Attempt, StartAttempt.Refusal>>(s => s.RunAsync(personId, 1, CancellationToken.None));

    private static Task<Outcome<SubmitAttempt.Result, SubmitAttempt.Refusal>> SubmitAsync(Stage stage, long personId, long attemptId) =>
        stage.RunAsync<SubmitAttempt, Outcome<SubmitAttempt.Result, SubmitAttempt.Refusal>>(
            s => s.RunAsync(personId, attemptId, CancellationToken.None));

    private static async Task<SubmitAttempt.Result> TakeAsync(Stage stage, long personId, bool knowsAll)
    {
        var attempt = (await StartAsync(stage, personId)).Value;
        var draw = DrawnQuestion.Read(attempt.Draw);
        for (var i = 0; i < draw.Count; i++)
        {
            // The story's right answer to question n is option n modulo 4.
            var option = (draw[i].Number + (knowsAll ? 0 : 1)) % 4;
            await stage.RunAsync<SaveAnswer, Outcome<Attempt, SaveAnswer.Refusal>>(
                s => s.RunAsync(personId, attempt.Id, i, option, CancellationToken.None));
        }

        return (await SubmitAsync(stage, personId, attempt.Id)).Value;
    }
}
