using Leap.Courses;
using Leap.Data;
using Leap.Members;
using Leap.Programmes;
using Leap.Promotions;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Courses;

/// <summary>One module: what it is worth and asks, then its pages one after the other, then the way to its quiz.</summary>
[May(Permission.Learn)]
public sealed class ModuleModel(LeapDb db, StartAttempt startAttempt, ExtraPoints extraPoints, Calendar calendar, Me me) : PageModel
{
    /// <summary>The page that is read, from 1; null: the overview.</summary>
    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>Why the quiz could not begin: a key.</summary>
    [TempData]
    public string? QuizRefusal { get; set; }

    public Module Module { get; private set; } = null!;

    public IReadOnlyList<ModulePage> Pages { get; private set; } = [];

    public ModulePage? Current => Number is { } number ? Pages[number - 1] : null;

    public bool IsLast => Number == Pages.Count;

    /// <summary>How many questions the quiz asks; 0 when there is none.</summary>
    public int QuestionCount { get; private set; }

    public Passing? Passing { get; private set; }

    public PassState? State => Passing?.StateOn(calendar.Today);

    /// <summary>Whether a pass earns points.</summary>
    public bool Earns => Passing is null || Passing.ModuleVersion < Module.Version;

    public IReadOnlyList<Grant> Extras { get; private set; } = [];

    public bool IsOpen { get; private set; }

    public Tries Tries { get; private set; }

    public TimeZoneInfo Zone => me.Zone;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (!ModelState.IsValid || await FindAsync(code, cancel) is not { } module)
        {
            return NotFound();
        }

        Module = module;
        Pages = [.. module.Pages.OrderBy(p => p.Number)];
        if (Number is { } number && (number < 1 || number > Pages.Count))
        {
            return NotFound();
        }

        var questions = db.Modules.AsNoTracking().Where(m => m.Id == module.Id).SelectMany(m => m.Questions);
        var bank = await questions.CountAsync(cancel);
        QuestionCount = bank == 0 ? 0 : Module.DrawnOf(bank);
        Passing = (await Passing.LatestAsync(db, me.PersonId, cancel)).GetValueOrDefault(module.Id);
        IsOpen = await db.Attempts.AnyAsync(a => a.PersonId == me.PersonId && a.ModuleId == module.Id && a.SubmittedAt == null, cancel);
        Tries = await startAttempt.TriesAsync(me.PersonId, module.Id, cancel);
        if (Earns && Number is null)
        {
            Extras = (await extraPoints.ForAsync(me.PersonId, me.Country, me.Tier, [module.Family], cancel))[module.Family];
        }

        return Page();
    }

    private Task<Module?> FindAsync(string code, CancellationToken cancel)
    {
        var key = code.ToUpperInvariant();
        return db.Modules.AsNoTracking().Include(m => m.Pages).FirstOrDefaultAsync(m => m.Code == key, cancel);
    }
}
