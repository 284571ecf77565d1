using System.Globalization;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Terms;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Manage.Terms;

/// <summary>The draft of the terms with what it still lacks, and every version that was published.</summary>
[May(Permission.SeeFirms, Act = Permission.ManageFirms)]
public sealed class IndexModel(LeapDb db, Languages languages, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    /// <param name="People">Who agreed to it for themselves.</param>
    /// <param name="Firms">Firms whose signatory agreed to it.</param>
    public sealed record Version(int Number, DateOnly EffectiveOn, DateTime PublishedAt, string? Publisher, int People, int Firms)
    {
        public bool IsInForce { get; init; }
    }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Why something was not done, in the reader's language; null when all was.</summary>
    public string? Refused { get; private set; }

    /// <summary>Null when none is being written.</summary>
    public TermsVersion? Draft { get; private set; }

    /// <summary>Languages that hold the draft up.</summary>
    public IReadOnlyList<Locale> Missing { get; private set; } = [];

    public IReadOnlyList<Version> Versions { get; private set; } = [];

    public DateOnly Today => calendar.Today;

    public TimeZoneInfo Zone => calendar.Zone;

    public string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostBeginAsync([FromServices] DraftTerms draft, CancellationToken cancel)
    {
        await draft.RunAsync(cancel);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostPublishAsync(
        int number, DateOnly? effective, [FromServices] PublishTerms publish, CancellationToken cancel)
    {
        ModelState.Clear();
        var outcome = await publish.RunAsync(number, effective ?? calendar.Today, me.PersonId, cancel);
        if (outcome.Refusal is { } refusal)
        {
            Refused = locale.Refusal(refusal);
            await LoadAsync(cancel);
            return Page();
        }

        Notice = locale.Text(
            "manage-terms.notice.published", ("version", locale.Number(number)), ("date", locale.Date(outcome.Value.EffectiveOn!.Value)));
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostDiscardAsync(int number, [FromServices] DiscardTerms discard, CancellationToken cancel)
    {
        await discard.RunAsync(number, cancel);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Draft = await db.TermsVersions.AsNoTracking().Include(v => v.Texts).FirstOrDefaultAsync(v => v.PublishedAt == null, cancel);
        Missing = Draft is null ? [] : PublishTerms.Missing(Draft, languages);
        var people = db.People;
        var accepted = db.TermsAcceptances;
        var versions = await db.TermsVersions.AsNoTracking()
            .Where(v => v.PublishedAt != null)
            .OrderByDescending(v => v.Number)
            .Select(v => new Version(
                v.Number,
                v.EffectiveOn!.Value,
                v.PublishedAt!.Value,
                people.Where(p => p.Id == v.PublishedById).Select(p => p.Name).FirstOrDefault(),
                accepted.Count(a => a.TermsNumber == v.Number && a.FirmId == null),
                accepted.Count(a => a.TermsNumber == v.Number && a.FirmId != null)))
            .ToListAsync(cancel);
        var inForce = versions.Find(v => v.EffectiveOn <= Today)?.Number;
        Versions = versions.ConvertAll(v => v with { IsInForce = v.Number == inForce });
    }
}
