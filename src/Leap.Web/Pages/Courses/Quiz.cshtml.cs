using Leap.Badges;
using Leap.Courses;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Courses;

/// <summary>
/// A module's quiz, one question a screen, over the one attempt that is open. The browser is told places only: of the question in the
/// draw and of the option in the order shown; what they stand for is read from the stored draw.
/// </summary>
[May(Permission.Learn)]
public sealed class QuizModel(
    LeapDb db, StartAttempt startAttempt, SaveAnswer saveAnswer, SubmitAttempt submitAttempt, AwardBadges awardBadges, Me me) : PageModel
{
    /// <summary>An answer as the browser sends it.</summary>
    public sealed class Form
    {
        public long Attempt { get; set; }

        /// <summary>From 1.</summary>
        public int Question { get; set; }

        /// <summary>The place of the option chosen, from 0; null when none is.</summary>
        public int? Answer { get; set; }

        /// <summary>`back`, `stay`, or on.</summary>
        public string Go { get; set; } = "";
    }

    /// <param name="Chosen">The place of the option chosen, from 0; null when none is.</param>
    public sealed record Asked(LocalizedText Text, IReadOnlyList<LocalizedText> Options, int? Chosen);

    public Module Module { get; private set; } = null!;

    public long AttemptId { get; private set; }

    public IReadOnlyList<Asked> Questions { get; private set; } = [];

    /// <summary>From 1; one more than there are questions is the screen that hands in.</summary>
    public int Number { get; private set; }

    public bool IsLastScreen => Number > Questions.Count;

    /// <summary>Why the answer or the hand-in was refused: a key.</summary>
    public string? Refusal { get; private set; }

    public string Home => $"/courses/{Module.Code.ToLowerInvariant()}";

    public async Task<IActionResult> OnGetAsync(string code, int? question, CancellationToken cancel)
    {
        if (await FindAsync(code, cancel) is not { } module)
        {
            return NotFound();
        }

        return await ShowAsync(module, ModelState.IsValid ? question : null, cancel) ? Page() : Redirect(Home);
    }

    public async Task<IActionResult> OnPostStartAsync(string code, CancellationToken cancel)
    {
        if (await FindAsync(code, cancel) is not { } module)
        {
            return NotFound();
        }

        Module = module;
        var outcome = await startAttempt.RunAsync(me.PersonId, module.Id, cancel);
        if (outcome.Refusal is { } refusal)
        {
            TempData[nameof(ModuleModel.QuizRefusal)] = $"refusal.StartAttempt.{refusal}";
            return Redirect(Home);
        }

        return Redirect($"{Home}/quiz");
    }

    public async Task<IActionResult> OnPostAnswerAsync(string code, Form form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || await OwnAsync(code, form.Attempt, cancel) is not { } own)
        {
            return NotFound();
        }

        if (form.Answer is { } place)
        {
            var outcome = await saveAnswer.RunAsync(me.PersonId, own.Id, form.Question - 1, OptionAt(own, form.Question, place), cancel);
            if (outcome.Refusal == SaveAnswer.Refusal.UnknownAnswer)
            {
                return await ShowRefusalAsync(form.Question, $"refusal.SaveAnswer.{outcome.Refusal}", cancel);
            }
        }

        if (own.SubmittedAt is not null)
        {
            return Redirect(ResultOf(own.Id));
        }

        return form.Go switch
        {
            "stay" => new NoContentResult(),
            "back" => Redirect($"{Home}/quiz?question={form.Question - 1}"),
            _ => Redirect($"{Home}/quiz?question={form.Question + 1}"),
        };
    }

    public async Task<IActionResult> OnPostHandInAsync(string code, long attempt, CancellationToken cancel)
    {
        if (!ModelState.IsValid || await OwnAsync(code, attempt, cancel) is not { } own)
        {
            return NotFound();
        }

        var outcome = await submitAttempt.RunAsync(me.PersonId, own.Id, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return await ShowRefusalAsync(int.MaxValue, $"refusal.SubmitAttempt.{refusal}", cancel);
        }

        if (outcome.Value.Attempt.HasPassed)
        {
            await awardBadges.RunForAsync(me.PersonId, cancel);
        }

        return Redirect(ResultOf(own.Id));
    }

    private async Task<Module?> FindAsync(string code, CancellationToken cancel)
    {
        var key = code.ToUpperInvariant();
        return await db.Modules.AsNoTracking().Include(m => m.Questions).FirstOrDefaultAsync(m => m.Code == key, cancel);
    }

    /// <summary>The reader's own attempt at this module; null when there is none of this id.</summary>
    private async Task<Attempt?> OwnAsync(string code, long attemptId, CancellationToken cancel)
    {
        if (await FindAsync(code, cancel) is not { } module)
        {
            return null;
        }

        Module = module;
        return await db.Attempts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == attemptId && a.PersonId == me.PersonId && a.ModuleId == module.Id, cancel);
    }

    /// <summary>The option's own number; -1, which nothing accepts, where none was drawn.</summary>
    private static int OptionAt(Attempt attempt, int question, int place)
    {
        var draw = DrawnQuestion.Read(attempt.Draw);
        return question >= 1 && question <= draw.Count && place >= 0 && place < draw[question - 1].OptionOrder.Count
            ? draw[question - 1].OptionOrder[place]
            : -1;
    }

    private async Task<IActionResult> ShowRefusalAsync(int number, string refusal, CancellationToken cancel)
    {
        Refusal = refusal;
        return await ShowAsync(Module, number, cancel) ? Page() : Redirect(Home);
    }

    /// <summary>False when no attempt is open.</summary>
    private async Task<bool> ShowAsync(Module module, int? number, CancellationToken cancel)
    {
        Module = module;
        var attempt = await db.Attempts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.PersonId == me.PersonId && a.ModuleId == module.Id && a.SubmittedAt == null, cancel);
        if (attempt is null)
        {
            return false;
        }

        AttemptId = attempt.Id;
        var given = attempt.Given();
        Questions = [.. DrawnQuestion.Read(attempt.Draw).Select((drawn, i) => ToAsked(drawn, given[i], module))];
        var firstOpen = Questions.Select((q, i) => q.Chosen is null ? i + 1 : int.MaxValue).Min();
        Number = Math.Clamp(number ?? firstOpen, 1, Questions.Count + 1);
        return true;
    }

    private static Asked ToAsked(DrawnQuestion drawn, int? given, Module module)
    {
        var question = module.Questions.Single(q => q.Number == drawn.Number);
        return new Asked(
            question.Text,
            [.. drawn.OptionOrder.Select(option => question.Options[option])],
            given is { } option ? drawn.OptionOrder.Index().First(o => o.Item == option).Index : null);
    }

    private string ResultOf(long attemptId) => FormattableString.Invariant($"{Home}/result/{attemptId}");
}
