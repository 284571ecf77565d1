namespace Leap.Seeding;

/// <summary>Items to draw from, the heavier the likelier; a drawn item stays in.</summary>
public sealed class Deck<T>
{
    private readonly IReadOnlyList<T> items;
    private readonly double[] sums;

    public Deck(IReadOnlyList<T> items, Func<T, double> weight)
    {
        this.items = items;
        sums = new double[items.Count + 1];
        for (var i = 0; i < items.Count; i++)
        {
            sums[i + 1] = sums[i] + weight(items[i]);
        }
    }

    public T Heaviest => items[Enumerable.Range(0, items.Count).MaxBy(i => sums[i + 1] - sums[i])];

    public T Draw(Dice dice) => DrawFrom(0, dice);

    /// <summary>Draws among the items from a place in the list on.</summary>
    public T DrawFrom(int first, Dice dice)
    {
        var wanted = dice.Between(sums[first], sums[^1]);
        var at = Array.BinarySearch(sums, first + 1, sums.Length - first - 1, wanted);
        return items[Math.Min(at >= 0 ? at : ~at - 1, items.Count - 1)];
    }
}
