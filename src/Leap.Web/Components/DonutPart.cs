namespace Leap.Web.Components;

/// <summary>One part of a ring.</summary>
/// <param name="Css">The colour: `is-accent`, `is-third`, `is-fourth` or empty.</param>
public sealed record DonutPart(string Name, long Value, string Css);
