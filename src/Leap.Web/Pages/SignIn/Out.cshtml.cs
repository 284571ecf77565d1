using Leap.Access;
using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Pages.SignIn;

public sealed class OutModel(SignInManager<Person> signIn, Me me) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync([FromServices] EndSessions endSessions, CancellationToken cancel)
    {
        if (me.IsSignedIn)
        {
            await endSessions.RunAsync(me.PersonId, me.SessionId, cancel);
        }

        await signIn.SignOutAsync();
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return LocalRedirect("/");
    }
}
