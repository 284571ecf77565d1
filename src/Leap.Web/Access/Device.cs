namespace Leap.Web.Access;

/// <summary>Browser and system as people call them; all else that a browser tells of itself is forgotten.</summary>
/// <param name="Browser">Empty when it is none that is known.</param>
/// <param name="System">Empty when it is none that is known.</param>
public sealed record Device(string Browser, string System)
{
    /// <summary>In this order, for most browsers also name those that they want to be taken for.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"), ("YaBrowser", "Yandex"),
        ("FxiOS", "Firefox"), ("Firefox/", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];

    public static Device Of(string userAgent) => new(Find(userAgent, Browsers), Find(userAgent, Systems));

    private static string Find(string text, (string Mark, string Name)[] known) =>
        known.FirstOrDefault(k => text.Contains(k.Mark, StringComparison.Ordinal)).Name ?? "";
}
