using Microsoft.AspNetCore.Html;

namespace Leap.Web.Components;

/// <summary>A drawing of the sprite, hidden from screen readers: the words beside it say what it means.</summary>
public static class Icon
{
    public static IHtmlContent Of(string name) => Svg(name, "icon");

    /// <summary>One that points along the line, and so turns round in languages that run to the left.</summary>
    public static IHtmlContent Directional(string name) => Svg(name, "icon is-directional");

    /// <summary>The drawing of a product family.</summary>
    public static string OfFamily(string family) => family switch
    {
        "networking" => "network",
        "workstations" => "workstation",
        "services" => "service",
        _ => family,
    };

    private static HtmlString Svg(string name, string css) =>
        new($"<svg class=\"{css}\" aria-hidden=\"true\"><use href=\"/img/icons.svg#{name}\"/></svg>");
}
