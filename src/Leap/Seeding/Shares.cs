namespace Leap.Seeding;

/// <summary>Splits a whole number by weights: largest remainders, so that the parts add up to it.</summary>
public static class Shares
{
    public static int[] Of(int whole, IReadOnlyList<double> weights)
    {
        var sum = weights.Sum();
        var exact = weights.Select(w => whole * w / sum).ToArray();
        var parts = Array.ConvertAll(exact, e => (int)e);
        var left = whole - parts.Sum();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).Take(left))
        {
            parts[i]++;
        }

        return parts;
    }

    /// <summary>The same with each part at least and at most so large; the weights share what is between.</summary>
    public static int[] Of(int whole, IReadOnlyList<double> weights, int least, int most)
    {
        var parts = new int[weights.Count];
        Array.Fill(parts, least);
        while (whole > parts.Sum())
        {
            var open = Enumerable.Range(0, parts.Length).Where(i => parts[i] < most).ToList();
            if (open.Count == 0)
            {
                break;
            }

            var more = Of(whole - parts.Sum(), [.. open.Select(i => weights[i])]);
            for (var k = 0; k < open.Count; k++)
            {
                parts[open[k]] = Math.Min(most, parts[open[k]] + more[k]);
            }
        }

        return parts;
    }
}
