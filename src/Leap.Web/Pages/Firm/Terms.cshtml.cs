using Leap.Locales;
using Leap.Members;
using Leap.Terms;
using Leap.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Refusal = Leap.Terms.AcceptFirmTerms.Refusal;

namespace Leap.Web.Pages.Firm;

/// <summary>The terms in force, for the firm's signatory to agree to with name and title.</summary>
[May(Permission.AcceptFirmTerms)]
public sealed class TermsModel(CurrentTerms current, Programmes.Calendar calendar, Me me, Locale locale) : PageModel
{
    public sealed class Form
    {
        public int Number { get; set; }

        public string? Name { get; set; }

        public string? Title { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Null while the programme has none.</summary>
    public CurrentTerms.Edition? Edition { get; private set; }

    /// <summary>The newest version that the firm agreed to; null: none yet.</summary>
    public TermsAcceptance? Signature { get; private set; }

    public TimeZoneInfo Zone => calendar.Zone;

    public Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Input = new() { Name = me.Name };
        return LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] AcceptFirmTerms accept, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var signature = new AcceptFirmTerms.Signature(me.PersonId, me.FirmId, Input.Name ?? "", Input.Title ?? "");
        var yes = new TermsYes(
            Input.Number, Edition?.Language ?? locale.Code, HttpContext.Connection.RemoteIpAddress?.ToString());
        var outcome = await accept.RunAsync(signature, yes, cancel);
        if (outcome.Refusal is { } refusal)
        {
            ModelState.AddModelError(FieldOf(refusal), locale.Refusal(refusal));
            return Page();
        }

        return RedirectToPage();
    }

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => key switch
    {
        "Input.Name" => locale["firm-terms.name"],
        "Input.Title" => locale["firm-terms.job"],
        _ => null,
    };

    private static string FieldOf(Refusal refusal) => refusal switch
    {
        Refusal.NameMissing or Refusal.TooLong => "Input.Name",
        Refusal.TitleMissing => "Input.Title",
        _ => "",
    };

    private async Task LoadAsync(CancellationToken cancel)
    {
        Edition = await current.ReadAsync(locale.Code, cancel);
        Signature = await current.OfFirmAsync(me.FirmId, cancel);
    }
}
