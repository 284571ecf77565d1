using Leap.Ledger;
using Dice = Leap.Seeding.Dice;

namespace Leap.Tests.Ledger;

public sealed class SharesTests
{
    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(101, new long[] { 1, 1, 1 }, new long[] { 34, 34, 33 })]
    [InlineData(10, new long[] { 70, 20, 10 }, new long[] { 7, 2, 1 })]
    [InlineData(7, new long[] { 50, 30, 20 }, new long[] { 4, 2, 1 })]
    [InlineData(1, new long[] { 1, 2, 2 }, new long[] { 0, 1, 0 })]
    [InlineData(0, new long[] { 3, 4 }, new long[] { 0, 0 })]
    [InlineData(5, new long[] { 9 }, new long[] { 5 })]
    public void What_is_left_over_goes_to_the_largest_remainders_and_of_equal_ones_to_the_earlier(
        long total, long[] weights, long[] parts) => Assert.Equal(parts, Shares.ByLargestRemainder(total, weights));

    [Fact]
    public void A_negative_total_takes_back_what_its_opposite_gave() =>
        Assert.Equal([-34L, -33L, -33L], Shares.ByLargestRemainder(-100, [1, 1, 1]));

    [Fact]
    public void A_weight_of_zero_gets_nothing() => Assert.Equal([0L, 3L, 0L, 2L], Shares.ByLargestRemainder(5, [0, 1, 0, 1]));

    [Fact]
    public void The_parts_add_up_to_the_whole_whatever_the_weights()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var dice = new Dice($"shares {seed}");
            var weights = Enumerable.Range(0, dice.Between(1, 11)).Select(_ => (long)dice.Below(1000)).Append(1).ToList();
            var total = dice.Below(20_000) - 10_000L;

            var parts = Shares.ByLargestRemainder(total, weights);

            Assert.Equal(total, parts.Sum());
            Assert.All(parts.Zip(weights), p => Assert.True(
                Math.Abs(p.First - ((decimal)total * p.Second / weights.Sum())) < 1, $"seed {seed}: {p.First} for {p.Second}"));
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void The_largest_numbers_split_without_overflow(long total)
    {
        var parts = Shares.ByLargestRemainder(total, [long.MaxValue, long.MaxValue, 1]);

        Assert.Equal(total, (long)parts.Aggregate((Int128)0, (sum, part) => sum + part));
    }

    [Fact]
    public void Weights_that_share_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Shares.ByLargestRemainder(5, []));
        Assert.Throws<ArgumentException>(() => Shares.ByLargestRemainder(5, [0, 0]));
        Assert.Throws<ArgumentException>(() => Shares.ByLargestRemainder(5, [2, -1]));
    }
}
