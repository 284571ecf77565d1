using System.Buffers.Text;
using System.Security.Cryptography;
using Leap.Badges;
using Leap.Courses;
using Leap.Leaderboards;
using Microsoft.EntityFrameworkCore;

namespace Leap.Privacy;

/// <summary>What someone learned, the badges that came of it, and their places on boards.</summary>
internal static class LearningData
{
    public static IReadOnlyList<PersonalTable> Tables =>
    [
        PersonalTable.Of(
            typeof(Attempt),
            "quiz-attempts",
            Fate.Deleted,
            (db, id) =>
                from attempt in db.Attempts
                join module in db.Modules on attempt.ModuleId equals module.Id
                where attempt.PersonId == id
                orderby attempt.Id
                select new
                {
                    Module = module.Code,
                    attempt.ModuleVersion,
                    attempt.StartedAt,
                    attempt.SubmittedAt,
                    attempt.ScorePercent,
                    attempt.HasPassed,
                    Questions = attempt.Draw,
                    attempt.Answers,
                },
            [nameof(Attempt.PersonId)])
            .Erases((db, leaver, cancel) => db.Attempts.Where(a => a.PersonId == leaver.PersonId).ExecuteDeleteAsync(cancel)),
        PersonalTable.Of(
            typeof(Completion),
            "modules-passed",
            Fate.Kept,
            (db, id) =>
                from completion in db.Completions
                join module in db.Modules on completion.ModuleId equals module.Id
                where completion.PersonId == id
                orderby completion.Id
                select new
                {
                    Module = module.Code,
                    completion.ModuleVersion,
                    completion.CompletedOn,
                    completion.ScorePercent,
                    completion.ValidUntilOn,
                },
            [nameof(Completion.PersonId)]),
        PersonalTable.Of(
            typeof(Assertion),
            "badges",
            Fate.Pseudonymised,
            (db, id) =>
                from assertion in db.Assertions
                join badge in db.Badges on assertion.BadgeId equals badge.Id
                where assertion.PersonId == id
                orderby assertion.Id
                select new
                {
                    Badge = badge.Code,
                    assertion.Period,
                    assertion.AwardedOn,
                    assertion.RecipientName,
                    assertion.PublicId,
                    assertion.IsPublic,
                    assertion.SharedAt,
                },
            [nameof(Assertion.PersonId), nameof(Assertion.RecipientName)])
            .Erases(async (db, leaver, cancel) =>
            {
                foreach (var assertionId in await db.Assertions.Where(a => a.PersonId == leaver.PersonId)
                    .Select(a => a.Id)
                    .ToListAsync(cancel))
                {
                    var publicId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
                    await db.Assertions.Where(a => a.Id == assertionId).ExecuteUpdateAsync(
                        set => set
                            .SetProperty(a => a.RecipientName, leaver.Pseudonym)
                            .SetProperty(a => a.PublicId, publicId)
                            .SetProperty(a => a.IsPublic, valueExpression: false)
                            .SetProperty(a => a.SharedAt, (DateTime?)null),
                        cancel);
                }
            }),
        PersonalTable.Of(
            typeof(Score),
            "scores",
            Fate.Kept,
            (db, id) => db.Scores.Where(s => s.PersonId == id)
                .OrderBy(s => s.Period)
                .Select(s => new { s.Period, s.Learning, s.Selling, s.Total }),
            [nameof(Score.PersonId)]),
        PersonalTable.Of(
            typeof(FrozenStanding),
            "board-places",
            Fate.Kept,
            (db, id) => db.FrozenStandings.Where(s => s.PersonId == id)
                .OrderBy(s => s.Period)
                .Select(s => new { s.Period, s.Rank, s.Learning, s.Selling, s.Total, s.Country, s.Tier }),
            [nameof(FrozenStanding.PersonId)]),
    ];
}
