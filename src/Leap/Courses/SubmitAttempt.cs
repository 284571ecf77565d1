using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>Scores a quiz on the server; a pass is recorded, and earns, in the same transaction (C1, C2).</summary>
public sealed class SubmitAttempt(LeapDb db, RecordCompletions recordCompletions, Calendar calendar)
{
    public enum Refusal
    {
        UnknownAttempt,
        Unanswered,
        NotAMember,
    }

    /// <summary>What came of it; a second submission answers the same.</summary>
    public sealed record Result(Attempt Attempt, long? CompletionId);

    public async Task<Outcome<Result, Refusal>> RunAsync(long personId, long attemptId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var attempt = await db.Attempts.FirstOrDefaultAsync(a => a.Id == attemptId && a.PersonId == personId, cancel);
        if (attempt is null)
        {
            return Refusal.UnknownAttempt;
        }

        if (attempt.SubmittedAt is not null)
        {
            return new Result(attempt, null);
        }

        var given = attempt.Given();
        if (given.Any(g => g is null))
        {
            return Refusal.Unanswered;
        }

        var module = await db.Modules.AsNoTracking().Include(m => m.Questions).FirstAsync(m => m.Id == attempt.ModuleId, cancel);
        var right = RightAnswers(attempt, given, module);
        attempt.ScorePercent = right * 100 / given.Length;
        attempt.HasPassed = attempt.ScorePercent >= module.PassPercent;
        attempt.SubmittedAt = calendar.Now;
        await db.SaveChangesAsync(cancel);
        long? completionId = null;
        if (attempt.HasPassed)
        {
            var recorded = await recordCompletions.RunInsideAsync(
                [new NewCompletion(personId, module.Id, calendar.Today, attempt.ScorePercent.Value)], cancel);
            if (recorded[0].Refusal == RecordCompletions.Refusal.NotAMemberThen)
            {
                return Refusal.NotAMember;
            }

            completionId = recorded[0].Refusal is null ? recorded[0].Value : null;
        }

        await write.CommitAsync(cancel);
        return new Result(attempt, completionId);
    }

    private static int RightAnswers(Attempt attempt, int?[] given, Module module)
    {
        var correct = module.Questions.ToDictionary(q => q.Number, q => q.CorrectOption);
        return DrawnQuestion.Read(attempt.Draw)
            .Where((drawn, i) => correct.TryGetValue(drawn.Number, out var option) && given[i] == option).Count();
    }
}
