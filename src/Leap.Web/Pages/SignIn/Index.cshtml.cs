using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>
/// Sign-in by a password or by a mailed link; in Development also by one tap, as someone of the demo in the language of choice. Nothing
/// here tells whether an address is enrolled.
/// </summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class IndexModel(Entrance entrance, Locale locale, IWebHostEnvironment environment) : PageModel
{
    public sealed class Form
    {
        [Required, EmailAddress, MaxLength(MailedLink.AddressMax)]
        public string Email { get; set; } = "";

        /// <summary>Not asked for by who wants a link.</summary>
        [MaxLength(PasswordRules.LettersMax * 4)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [FromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>For how many minutes the link works that was asked for; 0: none was.</summary>
    [TempData]
    public int SentMinutes { get; set; }

    public bool IsDevelopment => environment.IsDevelopment();

    /// <summary>What is wrong with the password, if anything.</summary>
    public string? PasswordFault => ModelState["Input.Password"]?.Errors.FirstOrDefault()?.ErrorMessage;

    public async Task<IActionResult> OnPostAsync([FromServices] CheckPassword checkPassword, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(Input.Password))
        {
            ModelState.AddModelError("Input.Password", locale["error.required"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var verdict = await checkPassword.RunAsync(Input.Email, Input.Password!, ClientAddress.Of(HttpContext), cancel);
        return verdict.Person is { } person
            ? LocalRedirect(await entrance.AdmitAsync(HttpContext, person, SignInMethod.Password, ReturnUrl, cancel))
            : this.Refused("Input.Password", verdict.WaitMinutes, "sign-in.wrong");
    }

    public async Task<IActionResult> OnPostLinkAsync([FromServices] SendSignInLink sendSignInLink, CancellationToken cancel)
    {
        ModelState.Remove("Input.Password");
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await sendSignInLink.RunAsync(Input.Email, LocalAddress.Of(ReturnUrl), cancel) is > 0 and var wait)
        {
            return this.Refused("Input.Email", wait, "sign-in.wrong");
        }

        SentMinutes = SendSignInLink.ValidMinutes;
        return RedirectToPage(new { ReturnUrl });
    }

    /// <param name="role">`seller`, `firm-admin`, or a role of the staff: `manager`, `auditor`.</param>
    public async Task<IActionResult> OnPostDemoAsync(
        string role, string language, [FromServices] LeapDb db, [FromServices] Languages languages, CancellationToken cancel)
    {
        if (!IsDevelopment)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (await DemoPeople.FindAsync(db, role, languages.For(language).Code, cancel) is not { } person)
        {
            ModelState.AddModelError("", "sign-in.demo.nobody");
            return Page();
        }

        return LocalRedirect(await entrance.AdmitAsync(HttpContext, person, SignInMethod.Demo, ReturnUrl, cancel));
    }
}
