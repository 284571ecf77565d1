namespace Leap.Badges;

/// <summary>How a badge's colour and icon look where only text and a colour can be had: in mails.</summary>
public static class BadgeLook
{
    /// <summary>As `#rrggbb`, dark enough for white letters (4.5:1).</summary>
    public static string Colour(string name) => name switch
    {
        "amber" => "#8a5a00",
        "teal" => "#0f6b66",
        "indigo" => "#3d47a8",
        "rose" => "#a8325a",
        "green" => "#2b6b2f",
        _ => "#46535f",
    };

    public static string Mark(string icon) => icon switch
    {
        "star" or "medal" => "★",
        "flame" => "▲",
        "handshake" => "✓",
        "chart" => "↗",
        "compass" => "✦",
        "book" => "✎",
        _ => "◆",
    };
}
