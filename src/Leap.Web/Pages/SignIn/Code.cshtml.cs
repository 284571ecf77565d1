using System.ComponentModel.DataAnnotations;
using Leap.Access;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Leap.Web.Pages.SignIn;

/// <summary>The second factor, after a password or a link was right.</summary>
[EnableRateLimiting(AccessSetup.SignInLimit)]
public sealed class CodeModel(Entrance entrance, CheckCode checkCode) : PageModel
{
    [BindProperty, Required, MaxLength(40)]
    public string Code { get; set; } = "";

    /// <summary>Whether there is an app whose codes are asked for; else a passkey is.</summary>
    public bool TakesCodes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var step = await entrance.FindStepAsync(HttpContext, cancel);
        return step switch
        {
            null => LocalRedirect("/sign-in"),
            { Owes: Entrance.Owed.SetUp } => LocalRedirect(Entrance.PageOf(step.Owes)),
            _ => Show(step),
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await entrance.FindStepAsync(HttpContext, cancel) is not { } step)
        {
            return LocalRedirect("/sign-in");
        }

        Show(step);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var verdict = await checkCode.RunAsync(step.Person.Id, Code, ClientAddress.Of(HttpContext), cancel);
        return verdict.Person is null
            ? this.Refused("Code", verdict.WaitMinutes, "sign-in.code.wrong")
            : LocalRedirect(await entrance.FinishAsync(HttpContext, step, cancel));
    }

    private PageResult Show(Entrance.Step step)
    {
        TakesCodes = step.Owes == Entrance.Owed.Code;
        return Page();
    }
}
