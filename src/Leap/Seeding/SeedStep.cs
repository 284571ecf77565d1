namespace Leap.Seeding;

/// <summary>How far one part of the seeding is.</summary>
/// <param name="What">`people`, `sales` …: a new word begins a new part.</param>
/// <param name="Total">0 while it is not known.</param>
public sealed record SeedStep(string What, long Done, long Total);
