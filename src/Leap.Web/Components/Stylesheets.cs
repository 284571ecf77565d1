namespace Leap.Web.Components;

/// <summary>The stylesheets in the order in which they load: one small file a component.</summary>
public static class Stylesheets
{
    public static IReadOnlyList<string> All { get; } =
    [
        "tokens", "base", "header", "page", "button", "form", "table", "card", "stat", "progress", "chart", "badge", "board",
        "ledger", "audit", "tag",
        "notice", "tabs", "pager", "quiz", "review", "hero", "mail", "confirm", "sign-in", "print",
    ];
}
