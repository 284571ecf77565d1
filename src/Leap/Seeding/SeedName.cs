namespace Leap.Seeding;

/// <summary>A name as its owner writes it, and in latin letters for an address.</summary>
public sealed record SeedName(string Text, string Latin);
