using System.ComponentModel.DataAnnotations;
using Leap.Data;
using Leap.Leaderboards;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.SignIn;

/// <summary>Sign-in by a mailed link; in Development also by one tap, as someone of the demo in the language of choice.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class IndexModel(
    LeapDb db,
    SendSignInLink sendSignInLink,
    SignInManager<Person> signIn,
    Languages languages,
    IWebHostEnvironment environment) : PageModel
{
    public sealed class Form
    {
        [Required, EmailAddress, MaxLength(256)]
        public string Email { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [FromQuery]
    public string? ReturnUrl { get; set; }

    [TempData]
    public bool IsSent { get; set; }

    public bool IsDevelopment => environment.IsDevelopment();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await sendSignInLink.RunAsync(Input.Email, cancel);
        IsSent = true;
        return RedirectToPage();
    }

    /// <param name="role">`seller`, `firm-admin` or `manager`.</param>
    public async Task<IActionResult> OnPostDemoAsync(string role, string language, CancellationToken cancel)
    {
        if (!IsDevelopment)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (await FindAsync(role, languages.For(language).Code, cancel) is not { } person)
        {
            ModelState.AddModelError("", "sign-in.demo.nobody");
            return Page();
        }

        await signIn.SignInAsync(person, isPersistent: true);
        return LocalRedirect(LocalAddress.Of(ReturnUrl));
    }

    /// <summary>
    /// Someone with a story to show: the language's best seller of the season who is no admin, or the manager who reads it.
    /// </summary>
    private async Task<Person?> FindAsync(string role, string language, CancellationToken cancel)
    {
        if (string.Equals(role, "manager", StringComparison.Ordinal))
        {
            return await db.People.Where(p => p.Staff == StaffRole.Manager)
                .OrderByDescending(p => p.Language == language).ThenBy(p => p.Id).FirstOrDefaultAsync(cancel);
        }

        var wantsAdmin = string.Equals(role, "firm-admin", StringComparison.Ordinal);
        var scores = db.Scores;
        return await db.Memberships
            .Where(m => m.ToOn == null)
            .Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m.Personas, Person = p })
            .Where(x => x.Person.Language == language && x.Person.SuspendedAt == null)
            .Where(x => ((x.Personas & Personas.FirmAdmin) != Personas.None) == wantsAdmin)
            .OrderByDescending(x => scores.Where(s => s.PersonId == x.Person.Id).Max(s => (long?)s.Selling) ?? 0)
            .ThenBy(x => x.Person.Id)
            .Select(x => x.Person)
            .FirstOrDefaultAsync(cancel);
    }
}
