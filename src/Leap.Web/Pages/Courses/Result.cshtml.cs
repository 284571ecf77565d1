using Leap.Awards;
using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Courses;

/// <summary>What came of an attempt that was handed in: score, points with their reasons, badges, mistakes, what to do next.</summary>
[May(Permission.Learn)]
public sealed class ResultModel(LeapDb db, StartAttempt startAttempt, Calendar calendar, Me me) : PageModel
{
    /// <param name="Right">Null after a failed attempt: the quiz can be tried again.</param>
    public sealed record Wrong(LocalizedText Question, LocalizedText Given, LocalizedText? Right);

    /// <param name="Promotion">Null for the module's own points.</param>
    /// <param name="ReleaseOn">The first day on which the points can be spent; null when that is now.</param>
    public sealed record Earned(LocalizedText? Promotion, long Points, IReadOnlyList<Reason> Reasons, DateOnly? ReleaseOn);

    public sealed record Won(string PublicId, string Icon, LocalizedText Name);

    public sealed record Next(string Code, string Family, int Minutes, int Points, LocalizedText Title);

    public Module Module { get; private set; } = null!;

    public Attempt Attempt { get; private set; } = null!;

    public DateOnly Day { get; private set; }

    public int Count { get; private set; }

    public IReadOnlyList<Wrong> Mistakes { get; private set; } = [];

    public IReadOnlyList<Earned> Awards { get; private set; } = [];

    public DateOnly? ValidUntilOn { get; private set; }

    /// <summary>Badges that were won on the day of the attempt.</summary>
    public IReadOnlyList<Won> Badges { get; private set; } = [];

    public Next? Suggestion { get; private set; }

    public Tries Tries { get; private set; }

    public TimeZoneInfo Zone => me.Zone;

    public string Home => $"/courses/{Module.Code.ToLowerInvariant()}";

    public async Task<IActionResult> OnGetAsync(string code, long attempt, CancellationToken cancel)
    {
        var key = code.ToUpperInvariant();
        var module = await db.Modules.AsNoTracking().Include(m => m.Questions).FirstOrDefaultAsync(m => m.Code == key, cancel);
        var own = await db.Attempts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == attempt && a.PersonId == me.PersonId, cancel);
        if (module is null || own is null || own.ModuleId != module.Id)
        {
            return NotFound();
        }

        Module = module;
        Attempt = own;
        if (own.SubmittedAt is not { } submittedAt)
        {
            return Redirect(Home + "/quiz");
        }

        Day = calendar.DayOf(submittedAt);
        ReadAnswers();
        if (own.HasPassed)
        {
            await ReadPassAsync(submittedAt, cancel);
        }
        else
        {
            Tries = await startAttempt.TriesAsync(me.PersonId, module.Id, cancel);
        }

        return Page();
    }

    private void ReadAnswers()
    {
        var draw = DrawnQuestion.Read(Attempt.Draw);
        Count = draw.Count;
        Mistakes = [.. draw
            .Zip(Attempt.Given(), (drawn, given) => (Question: Module.Questions.Single(q => q.Number == drawn.Number), given))
            .Where(a => a.given != a.Question.CorrectOption)
            .Select(a => new Wrong(
                a.Question.Text,
                a.Question.Options[a.given!.Value],
                Attempt.HasPassed ? a.Question.Options[a.Question.CorrectOption] : null))];
    }

    private async Task ReadPassAsync(DateTime submittedAt, CancellationToken cancel)
    {
        var completion = await db.Completions.AsNoTracking()
            .FirstOrDefaultAsync(c => c.PersonId == me.PersonId && c.ModuleId == Module.Id && c.CompletedOn == Day, cancel);
        ValidUntilOn = completion?.ValidUntilOn;
        var dayStart = calendar.StartOf(Day);
        var isRepeat = await db.Attempts
            .Where(a => a.PersonId == me.PersonId && a.ModuleId == Module.Id && a.HasPassed)
            .AnyAsync(a => a.SubmittedAt >= dayStart && a.SubmittedAt < submittedAt, cancel);
        if (completion is not null && !isRepeat)
        {
            Awards = await AwardsAsync(completion.Id, cancel);
        }

        var badges = db.Badges;
        Badges = await db.Assertions.AsNoTracking()
            .Where(a => a.PersonId == me.PersonId && a.AwardedOn == Day)
            .OrderBy(a => a.Id)
            .Join(badges, a => a.BadgeId, b => b.Id, (a, b) => new Won(a.PublicId, b.Icon, b.Name))
            .ToListAsync(cancel);
        var passed = db.Completions.Where(c => c.PersonId == me.PersonId).Select(c => c.ModuleId);
        Suggestion = await db.Modules.AsNoTracking()
            .Where(m => !passed.Contains(m.Id))
            .OrderByDescending(m => m.Family == Module.Family).ThenBy(m => m.Minutes).ThenBy(m => m.Code)
            .Select(m => new Next(m.Code, m.Family, m.Minutes, m.Points, m.Title))
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<IReadOnlyList<Earned>> AwardsAsync(long completionId, CancellationToken cancel)
    {
        var versions = db.Promotions.SelectMany(p => p.Versions);
        var awards = await db.Awards.AsNoTracking()
            .Where(a => a.Activity == Activity.Course && a.SourceId == completionId && a.State != AwardState.Voided)
            .OrderBy(a => a.Id)
            .Select(a => new
            {
                Award = a,
                Promotion = versions.FirstOrDefault(v => v.PromotionId == a.PromotionId && v.Version == a.PromotionVersion)!.Name,
            })
            .ToListAsync(cancel);
        return [.. awards.Select(a => new Earned(
            a.Promotion,
            a.Award.Points,
            Reason.FromJson(a.Award.Reasons),
            a.Award.State == AwardState.Available ? null : a.Award.ReleaseOn))];
    }
}
