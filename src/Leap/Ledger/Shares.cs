namespace Leap.Ledger;

/// <summary>Splits whole points or minor units so that the parts add up to the whole (L14).</summary>
public static class Shares
{
    /// <summary>
    /// Each part is the exact share rounded towards zero; what is left over goes, one by one, to the largest remainders, of equal ones
    /// to the earlier. A negative total splits as its opposite does, so that what was given can be taken back. A weight of zero gets
    /// nothing.
    /// </summary>
    /// <param name="weights">None negative, not all zero; else an <see cref="ArgumentException"/>.</param>
    public static long[] ByLargestRemainder(long total, IReadOnlyList<long> weights)
    {
        var sum = weights.Aggregate((Int128)0, (so, weight) => so + weight);
        if (sum == 0 || weights.Any(w => w < 0))
        {
            throw new ArgumentException("Weights are not negative, and one is more than zero.", nameof(weights));
        }

        var parts = new long[weights.Count];
        var remainders = new Int128[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, remainder) = Int128.DivRem((Int128)total * weights[i], sum);
            parts[i] = (long)part;
            remainders[i] = Int128.Abs(remainder);
        }

        var left = (int)Int128.Abs(total - parts.Aggregate((Int128)0, (so, part) => so + part));
        var first = Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take(left);
        foreach (var i in first)
        {
            parts[i] += Math.Sign(total);
        }

        return parts;
    }
}
