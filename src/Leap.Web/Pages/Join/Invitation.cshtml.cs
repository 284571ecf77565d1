using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Joining;
using Leap.Locales;
using Leap.Members;
using Leap.Terms;
using Leap.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.Join;

/// <summary>Where an invitation leads. Opening it changes nothing; the button makes the person a member and signs them in.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class InvitationModel(
    AcceptInvitation accept, CurrentTerms current, PasswordRules rules, Languages languages, Me me, Locale locale) : PageModel
{
    public sealed class Form
    {
        [MaxLength(200)]
        public string? Name { get; set; }

        public string Language { get; set; } = "";

        /// <summary>Empty: none, they sign in by mail.</summary>
        public string? Password { get; set; }

        /// <summary>The version that they agree to; null: none.</summary>
        public int? Terms { get; set; }
    }

    [FromRoute]
    public long Id { get; set; }

    [BindProperty(Name = "secret", SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Why the link opens nothing; null when it does.</summary>
    public AcceptInvitation.Refusal? Refusal { get; private set; }

    public AcceptInvitation.Offer Offer { get; private set; } = null!;

    /// <summary>Null while the programme has none.</summary>
    public CurrentTerms.Edition? Terms { get; private set; }

    /// <summary>The address of this page, for whoever must sign in before.</summary>
    public string Here => $"/join/{Id}?secret={Uri.EscapeDataString(Secret ?? "")}";

    private long? ReaderId => me.IsSignedIn ? me.PersonId : null;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (await LookAsync(cancel))
        {
            Input = new() { Name = Offer.Invitation.Name, Language = Offer.Invitation.Language };
        }
    }

    public async Task<IActionResult> OnPostAsync(
        [FromServices] Entrance entrance, [FromServices] IPasswordHasher<Person> hasher, CancellationToken cancel)
    {
        if (!await LookAsync(cancel))
        {
            return Page();
        }

        var passwordHash = ReadPassword(hasher);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var language = languages.For(Input.Language).Code;
        var yes = Input.Terms is { } number
            ? new TermsYes(number, Terms?.Language ?? language, HttpContext.Connection.RemoteIpAddress?.ToString())
            : null;
        var answer = new AcceptInvitation.Answer(Input.Name ?? "", language, passwordHash, yes);
        var outcome = await accept.RunAsync(Id, Secret, ReaderId, answer, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return Refuse(refusal);
        }

        return LocalRedirect(
            me.IsSignedIn ? "/" : await entrance.AdmitAsync(HttpContext, outcome.Value, SignInMethod.Link, returnUrl: null, cancel));
    }

    /// <summary>What the reader knows a field by.</summary>
    public string? NameOf(string key) => key switch
    {
        "Input.Name" => locale["join.name"],
        "Input.Password" => locale["join.password"],
        _ => null,
    };

    /// <summary>False when the link opens nothing.</summary>
    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var outcome = await accept.LookAsync(Id, Secret, ReaderId, cancel);
        Refusal = outcome.Refusal;
        if (Refusal is not null)
        {
            return false;
        }

        Offer = outcome.Value;
        Terms = await current.ReadAsync(locale.Code, cancel);
        return true;
    }

    /// <summary>Its hash; null where none was chosen, or none that will do, and then the form says so.</summary>
    private string? ReadPassword(IPasswordHasher<Person> hasher)
    {
        if (string.IsNullOrEmpty(Input.Password) || Offer.HasAccount)
        {
            return null;
        }

        var newcomer = new Person
        {
            Name = Input.Name ?? "",
            Language = locale.Code,
            Country = Offer.Firm.Country,
            Email = Offer.Invitation.Address,
        };
        if (rules.Check(Input.Password, newcomer) is { } fault)
        {
            ModelState.AddModelError("Input.Password", locale.Refusal(fault));
            return null;
        }

        return hasher.HashPassword(newcomer, PasswordRules.Normalised(Input.Password));
    }

    private PageResult Refuse(AcceptInvitation.Refusal refusal)
    {
        switch (refusal)
        {
            case AcceptInvitation.Refusal.NameMissing or AcceptInvitation.Refusal.NameTooLong:
                ModelState.AddModelError("Input.Name", locale.Refusal(refusal));
                break;
            case AcceptInvitation.Refusal.TermsNotAccepted:
                ModelState.AddModelError("Input.Terms", locale.Refusal(refusal));
                break;
            default:
                Refusal = refusal;
                break;
        }

        return Page();
    }
}
