using System.Globalization;
using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>Keeps an answer as it is given (C2), so that another device goes on from there.</summary>
public sealed class SaveAnswer(LeapDb db)
{
    public enum Refusal
    {
        UnknownAttempt,
        AlreadySubmitted,
        UnknownAnswer,
    }

    /// <param name="index">Place of the question in the draw, from 0.</param>
    /// <param name="option">The option's own number, 0–3, whatever the order shown.</param>
    public async Task<Outcome<Attempt, Refusal>> RunAsync(long personId, long attemptId, int index, int option, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var attempt = await db.Attempts.FirstOrDefaultAsync(a => a.Id == attemptId && a.PersonId == personId, cancel);
        if (attempt is null)
        {
            return Refusal.UnknownAttempt;
        }

        if (attempt.SubmittedAt is not null)
        {
            return Refusal.AlreadySubmitted;
        }

        var answers = attempt.Given();
        if (index < 0 || index >= answers.Length || option is < 0 or > 3)
        {
            return Refusal.UnknownAnswer;
        }

        answers[index] = option;
        attempt.Answers = string.Join(',', answers.Select(a => a?.ToString(CultureInfo.InvariantCulture)));
        await write.CommitAsync(cancel);
        return attempt;
    }
}
