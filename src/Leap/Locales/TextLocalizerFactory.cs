using Microsoft.Extensions.Localization;

namespace Leap.Locales;

/// <summary>Keys are the same everywhere, so all types and places share one localizer.</summary>
public sealed class TextLocalizerFactory(Func<Locale> current) : IStringLocalizerFactory
{
    private readonly TextLocalizer localizer = new(current);

    public IStringLocalizer Create(Type resourceSource) => localizer;

    public IStringLocalizer Create(string baseName, string location) => localizer;
}
