using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Leap.Locales;

/// <summary>
/// Lets the framework's validation find our texts: the name is a key, the arguments fill `{0}`, `{1}` …, each formatted as
/// <see cref="Locale.Text"/> does.
/// The language is asked for at each text, since the framework keeps localizers for ever.
/// </summary>
public sealed class TextLocalizer(Func<Locale> current) : IStringLocalizer
{
    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var with = arguments.Select((value, at) => (at.ToString(CultureInfo.InvariantCulture), (object?)value)).ToArray();
            return new(name, current().Text(name, with), resourceNotFound: !current().Has(name));
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        current().Keys.Select(key => new LocalizedString(key, current().Pattern(key)));
}
