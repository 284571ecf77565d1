using Leap.Data;
using Leap.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Leap.Courses;

/// <summary>Begins a quiz, or goes on with the one that is open: a reload or a second tab is the same attempt (C2).</summary>
public sealed class StartAttempt(LeapDb db, Calendar calendar)
{
    public enum Refusal
    {
        UnknownModule,
        NoQuestions,
        Resting,
    }

    public const int AttemptsMax = 3;

    public static readonly TimeSpan Rest = TimeSpan.FromHours(24);

    public async Task<Outcome<Attempt, Refusal>> RunAsync(long personId, long moduleId, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var open = await db.Attempts.FirstOrDefaultAsync(
            a => a.PersonId == personId && a.ModuleId == moduleId && a.SubmittedAt == null, cancel);
        if (open is not null)
        {
            return open;
        }

        var module = await db.Modules.AsNoTracking().Include(m => m.Questions).FirstOrDefaultAsync(m => m.Id == moduleId, cancel);
        if (module is null)
        {
            return Refusal.UnknownModule;
        }

        if (module.Questions.Count == 0)
        {
            return Refusal.NoQuestions;
        }

        if ((await TriesAsync(personId, moduleId, cancel)).RestEndsAt is not null)
        {
            return Refusal.Resting;
        }

        var attempt = new Attempt
        {
            PersonId = personId,
            ModuleId = moduleId,
            ModuleVersion = module.Version,
            StartedAt = calendar.Now,
            Draw = DrawnQuestion.Write(DrawnQuestion.Draw(module.Questions.Select(q => q.Number), module.DrawnCount)),
        };
        db.Attempts.Add(attempt);
        await write.CommitAsync(cancel);
        return attempt;
    }

    /// <summary>How often a person may still try a module, now.</summary>
    public async Task<Tries> TriesAsync(long personId, long moduleId, CancellationToken cancel)
    {
        var since = calendar.Now - Rest;
        var ended = await db.Attempts.AsNoTracking()
            .Where(a => a.PersonId == personId && a.ModuleId == moduleId && a.SubmittedAt > since)
            .OrderByDescending(a => a.SubmittedAt)
            .Take(AttemptsMax)
            .Select(a => new { a.SubmittedAt, a.HasPassed })
            .ToListAsync(cancel);
        var failed = ended.TakeWhile(a => !a.HasPassed).Count();
        return new Tries(AttemptsMax - failed, failed == AttemptsMax ? ended[0].SubmittedAt + Rest : null);
    }
}

/// <param name="Left">0 while the person rests.</param>
/// <param name="RestEndsAt">After so many failed attempts in a row within the rest's length: when the next may start; else null.</param>
public readonly record struct Tries(int Left, DateTime? RestEndsAt);
