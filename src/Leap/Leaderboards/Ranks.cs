namespace Leap.Leaderboards;

public static class Ranks
{
    /// <summary>
    /// The places of points that stand in descending order: equal ones share a place and the next is skipped, 1, 2, 2, 4 (R1).
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<long> descending)
    {
        var ranks = new int[descending.Count];
        for (var i = 0; i < ranks.Length; i++)
        {
            ranks[i] = i > 0 && descending[i] == descending[i - 1] ? ranks[i - 1] : i + 1;
        }

        return ranks;
    }
}
