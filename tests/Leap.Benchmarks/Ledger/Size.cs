namespace Leap.Benchmarks.Ledger;

/// <param name="Posts">Posts of one caller in a round.</param>
/// <param name="LoadEntries">Entries of a history of which each is two postings.</param>
/// <param name="People">Whose accounts a history fills.</param>
internal sealed record Size(string Name, int Rounds, int Posts, int Batches, int LoadEntries, int LoadRounds, int People, int MemoryPosts)
{
    public static Size Small { get; } = new("small", 5, 600, 8, 100_000, 3, 2_000, 50_000);

    public static Size Full { get; } = new("full", 7, 2_000, 20, 5_000_000, 1, 100_000, 1_000_000);
}
