namespace Leap.Web.Components;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">Stands below it.</param>
/// <param name="Name">Its full name, for the table and screen readers.</param>
/// <param name="Text">The value as the reader reads it, with its unit where the title has none.</param>
/// <param name="IsAccent">The one that matters most now.</param>
public sealed record Bar(string Label, string Name, decimal Value, string Text, bool IsAccent = false);
