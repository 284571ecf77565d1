using Leap.Locales;
using Leap.Members;
using Leap.Web.Access;
using Leap.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Leap.Web.Localization;

/// <summary>`POST /language` with `language` and `returnUrl`: kept in a cookie, and with the person when one is signed in.</summary>
internal static class SwitchLanguage
{
    private static readonly TimeSpan CookieAge = TimeSpan.FromDays(365);

    public static async Task<IResult> RunAsync(HttpContext context, IAntiforgery antiforgery, Languages languages, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(cancel);
        if (languages.All.FirstOrDefault(l => string.Equals(l.Code, form["language"], StringComparison.Ordinal)) is not { } chosen)
        {
            return Results.BadRequest();
        }

        context.Response.Cookies.Append(RequestLanguage.CookieName(context.Request), chosen.Code, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = CookieAge,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        if (context.User.Identity?.IsAuthenticated == true)
        {
            await RememberAsync(context, chosen, cancel);
        }

        return Results.LocalRedirect(WithoutLanguage(LocalAddress.Of(form["returnUrl"])));
    }

    /// <summary>A language in the address would win over the one that was just chosen.</summary>
    private static string WithoutLanguage(string url)
    {
        var start = url.IndexOf('?', StringComparison.Ordinal);
        if (start < 0)
        {
            return url;
        }

        var query = QueryHelpers.ParseQuery(url[start..]);
        return query.Remove(RequestLanguage.Query) ? url[..start] + QueryString.Create(query) : url;
    }

    /// <summary>The claim is part of the sign-in's cookie, so that is issued anew.</summary>
    private static async Task RememberAsync(HttpContext context, Locale chosen, CancellationToken cancel)
    {
        var signIn = context.RequestServices.GetRequiredService<SignInManager<Person>>();
        if (await signIn.UserManager.GetUserAsync(context.User) is { } person)
        {
            await context.RequestServices.GetRequiredService<ChooseLanguage>().RunAsync(person.Id, chosen.Code, cancel);
            person.Language = chosen.Code;
            await context.RequestServices.GetRequiredService<Entrance>().RefreshAsync(context, person);
        }
    }
}
