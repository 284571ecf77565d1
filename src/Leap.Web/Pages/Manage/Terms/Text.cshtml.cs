using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Terms;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Terms;

/// <summary>One language of one version: to write while it is a draft, to read ever after.</summary>
[May(Permission.SeeFirms, Act = Permission.ManageFirms)]
public sealed class TextModel(LeapDb db, Languages languages, Locale locale) : PageModel
{
    public sealed class Form
    {
        public string? Text { get; set; }

        public string? Note { get; set; }
    }

    [FromRoute]
    public int Number { get; set; }

    [FromRoute]
    public string Language { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    [TempData]
    public bool IsSaved { get; set; }

    public Locale Spoken { get; private set; } = null!;

    public bool IsDraft { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var text = await db.TermsTexts.AsNoTracking()
            .FirstOrDefaultAsync(t => t.TermsNumber == Number && t.Language == Spoken.Code, cancel);
        Input = new() { Text = text?.Text, Note = text?.Note };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] WriteTerms write, CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var outcome = await write.RunAsync(Number, Spoken.Code, (Input.Text ?? "", Input.Note ?? ""), cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(refusal == WriteTerms.Refusal.NoteTooLong ? "Input.Note" : "Input.Text", locale.Refusal(refusal));
            return Page();
        }

        IsSaved = true;
        return RedirectToPage();
    }

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => key switch
    {
        "Input.Text" => locale["manage-terms.words"],
        "Input.Note" => locale["manage-terms.note"],
        _ => null,
    };

    /// <summary>False when there is no such version or language.</summary>
    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        var version = await db.TermsVersions.AsNoTracking().FirstOrDefaultAsync(v => v.Number == Number, cancel);
        var spoken = languages.All.FirstOrDefault(l => string.Equals(l.Code, Language, StringComparison.OrdinalIgnoreCase));
        if (version is null || spoken is null)
        {
            return false;
        }

        Spoken = spoken;
        IsDraft = version.PublishedAt is null;
        return true;
    }
}
