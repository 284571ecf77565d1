using Leap.Locales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Leap.Web.Access;

/// <summary>How the pages of sign-in say no.</summary>
internal static class Verdicts
{
    /// <summary>The page once more: what was typed was wrong, or it is too early for a further try, which is a 429.</summary>
    public static PageResult Refused(this PageModel page, string field, int waitMinutes, string wrongKey)
    {
        var locale = page.HttpContext.RequestServices.GetRequiredService<Locale>();
        page.HttpContext.RequestServices.GetRequiredService<ILogger<Entrance>>().LogWarning(
            "A proof was refused at {Page}, to wait {WaitMinutes} minutes", page.PageContext.ActionDescriptor.ViewEnginePath, waitMinutes);
        page.ModelState.AddModelError(field, waitMinutes > 0 ? locale.Count("sign-in.wait", waitMinutes) : locale[wrongKey]);
        if (waitMinutes > 0)
        {
            page.HttpContext.TellWhenToRetry(TimeSpan.FromMinutes(waitMinutes));
        }

        return page.Page();
    }
}
