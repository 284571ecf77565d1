using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Data;
using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Pages.Security;

/// <summary>Asks someone who is signed in to prove once more who they are, before they change how they sign in.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class ConfirmModel(LeapDb db, KeepSession keepSession, Me me, Locale locale) : PageModel
{
    [FromQuery]
    public string? ReturnUrl { get; set; }

    [BindProperty, MaxLength(PasswordRules.LettersMax * 4)]
    public string? Password { get; set; }

    [BindProperty, MaxLength(40)]
    public string? Code { get; set; }

    /// <summary>For how many minutes the link works that was asked for; 0: none was.</summary>
    [TempData]
    public int SentMinutes { get; set; }

    public string Email { get; private set; } = "";

    public bool HasPassword { get; private set; }

    public bool HasSecondFactor { get; private set; }

    public bool HasPasskey { get; private set; }

    public string? FaultOf(string field) => ModelState[field]?.Errors.FirstOrDefault()?.ErrorMessage;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var passkeys = db.Passkeys;
        var ways = await db.People.AsNoTracking().Where(p => p.Id == me.PersonId)
            .Select(p => new
            {
                p.Email,
                HasPassword = p.PasswordHash != null,
                p.TwoFactorEnabled,
                HasPasskey = passkeys.Any(k => k.UserId == p.Id),
            })
            .SingleAsync(context.HttpContext.RequestAborted);
        (Email, HasPassword, HasSecondFactor, HasPasskey) = (ways.Email!, ways.HasPassword, ways.TwoFactorEnabled, ways.HasPasskey);
        await next();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] CheckPassword checkPassword, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError("Password", locale["error.required"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var verdict = await checkPassword.RunAsync(Email, Password!, ClientAddress.Of(HttpContext), cancel);
        return await AnswerAsync(verdict, "Password", "password.wrong", cancel);
    }

    public async Task<IActionResult> OnPostCodeAsync([FromServices] CheckCode checkCode, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var verdict = await checkCode.RunAsync(me.PersonId, Code ?? "", ClientAddress.Of(HttpContext), cancel);
        return await AnswerAsync(verdict, "Code", "sign-in.code.wrong", cancel);
    }

    /// <summary>Who has neither signs in anew by a mailed link, in this browser.</summary>
    public async Task<IActionResult> OnPostLinkAsync([FromServices] SendSignInLink sendSignInLink, CancellationToken cancel)
    {
        if (await sendSignInLink.RunAsync(Email, LocalAddress.Of(ReturnUrl), cancel) is > 0 and var wait)
        {
            return this.Refused("", wait, "password.wrong");
        }

        SentMinutes = SendSignInLink.ValidMinutes;
        return RedirectToPage(new { ReturnUrl });
    }

    private async Task<IActionResult> AnswerAsync(SignInVerdict verdict, string field, string wrongKey, CancellationToken cancel)
    {
        if (verdict.Person is null)
        {
            return this.Refused(field, verdict.WaitMinutes, wrongKey);
        }

        await keepSession.RunAsync(me.SessionId, isConfirmed: true, cancel);
        return LocalRedirect(LocalAddress.Of(ReturnUrl));
    }
}
