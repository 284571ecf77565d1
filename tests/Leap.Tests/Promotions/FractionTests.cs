using Leap.Promotions;

namespace Leap.Tests.Promotions;

public sealed class FractionTests
{
    private static readonly Fraction Third = new(1, 3);

    [Fact]
    public void Three_thirds_are_one() => Assert.Equal<Fraction>(1, Third + Third + Third);

    [Theory]
    [InlineData(2, 4, "1/2")]
    [InlineData(-2, 4, "-1/2")]
    [InlineData(2, -4, "-1/2")]
    [InlineData(-8, -4, "2")]
    [InlineData(0, -7, "0")]
    public void It_stands_in_lowest_terms_and_is_read_as_it_was_written(long numerator, long denominator, string text)
    {
        var fraction = new Fraction(numerator, denominator);

        Assert.Equal(text, fraction.ToString());
        Assert.Equal(fraction, Fraction.Parse(text));
    }

    [Theory]
    [InlineData(7, 3, 2)]
    [InlineData(-1, 3, -1)]
    [InlineData(-6, 3, -2)]
    [InlineData(0, 3, 0)]
    public void It_rounds_down_below_zero_too(long numerator, long denominator, long whole) =>
        Assert.Equal(whole, new Fraction(numerator, denominator).RoundDown());

    [Fact]
    public void Its_default_is_zero()
    {
        Assert.Equal<Fraction>(0, default);
        Assert.Equal(Third, default(Fraction) + Third);
    }

    [Fact]
    public void It_compares_by_worth_not_by_its_numbers()
    {
        Assert.True(new Fraction(1, 2) > new Fraction(3, 7));
        Assert.True(new Fraction(-1, 2) < new Fraction(-3, 7));
        Assert.True(new Fraction(2, 6) <= Third && Third >= new Fraction(2, 6));
    }

    [Fact]
    public void Large_numbers_stay_exact_and_too_large_ones_are_a_fault()
    {
        var large = (Fraction)long.MaxValue * long.MaxValue;

        Assert.Equal(Third, (large + Third) - large);
        Assert.Throws<OverflowException>(() => large.RoundDown());
    }

    [Theory]
    [InlineData(2, 3, "0.66")]
    [InlineData(999, 1000, "0.99")]
    [InlineData(1, 2, "0.5")]
    public void For_people_it_is_cut_off_not_rounded_up(long numerator, long denominator, string text) => Assert.Equal(
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), new Fraction(numerator, denominator).ToDecimal(2));

    [Fact]
    public void Nothing_is_divided_by_zero() => Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
}
