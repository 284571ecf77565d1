using Leap.Locales;
using Leap.Web.Hosting;

namespace Leap.Web.Localization;

/// <summary>
/// Decides the language of a request: the address, the signed-in person's choice, the cookie, the browser's list, the programme's.
/// </summary>
public static class RequestLanguage
{
    /// <summary>The claim that holds a signed-in person's language.</summary>
    public const string Claim = "language";

    private const string Cookie = "language";

    /// <summary>In the query: the alternates that public pages name to search engines, and links that are sent to someone.</summary>
    public const string Query = "language";

    public static string CookieName(HttpRequest request) => CookieRules.Name(Cookie, request.IsHttps);

    public static Locale Of(HttpContext context, Languages languages) =>
        languages.Find(context.Request.Query[Query])
        ?? languages.Find(context.User.FindFirst(Claim)?.Value)
        ?? languages.Find(context.Request.Cookies[CookieName(context.Request)])
        ?? languages.Match(context.Request.Headers.AcceptLanguage)
        ?? languages.Programme;
}
