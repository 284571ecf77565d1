using Leap.Locales;

namespace Leap.Web.Localization;

/// <summary>
/// The language of the request that is being answered, for parts of the framework that live longer than a request; else the programme's.
/// </summary>
internal sealed class CurrentLocale(IHttpContextAccessor accessor, Languages languages)
{
    public Locale Value => accessor.HttpContext?.RequestServices.GetRequiredService<Locale>() ?? languages.Programme;
}
