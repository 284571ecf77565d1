using Leap.Seeding;

namespace Leap.Tests.Seeding;

public sealed class DiceTests
{
    [Fact]
    public void Dice_of_one_name_fall_alike_on_every_machine()
    {
        var dice = new Dice("golden");

        Assert.Equal([74, 67, 60, 43, 6, 21], Enumerable.Range(0, 6).Select(_ => dice.Below(100)));
    }

    [Fact]
    public void Dice_of_two_names_fall_differently()
    {
        var one = new Dice("one");
        var other = new Dice("other");

        Assert.NotEqual(Enumerable.Range(0, 8).Select(_ => one.Below(1_000)), [.. Enumerable.Range(0, 8).Select(_ => other.Below(1_000))]);
    }

    [Fact]
    public void A_deck_draws_by_weight_and_not_from_before_the_place()
    {
        var dice = new Dice("deck");
        var deck = new Deck<int>([0, 1, 2], i => i + 1);
        var drawn = Enumerable.Range(0, 6_000).Select(_ => deck.Draw(dice)).CountBy(i => i).ToDictionary();

        Assert.InRange(drawn[0], 900, 1_100);
        Assert.InRange(drawn[1], 1_850, 2_150);
        Assert.All(Enumerable.Range(0, 100).Select(_ => deck.DrawFrom(1, dice)), i => Assert.InRange(i, 1, 2));
    }

    [Theory]
    [InlineData(10, new[] { 5, 3, 2 })]
    [InlineData(1, new[] { 1, 0, 0 })]
    [InlineData(0, new[] { 0, 0, 0 })]
    public void Shares_add_up_to_the_whole(int whole, int[] parts) => Assert.Equal(parts, Shares.Of(whole, [0.5, 0.3, 0.2]));

    [Fact]
    public void Shares_stay_within_their_limits() => Assert.Equal([4, 4, 2], Shares.Of(10, [100, 50, 0.1], least: 1, most: 4));
}
