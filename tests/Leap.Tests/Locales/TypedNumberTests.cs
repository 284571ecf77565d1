using System.Globalization;
using Leap.Locales;

namespace Leap.Tests.Locales;

public sealed class TypedNumberTests
{
    private static readonly Languages Languages = Languages.Load();

    [Theory]
    [InlineData("de", "1.234,50", "1234.50")]
    [InlineData("de", "1.234", "1234")]
    [InlineData("de", "12.50", "12.50")]
    [InlineData("de", "1234.50", "1234.50")]
    [InlineData("de", "1,234.50", "1234.50")]
    [InlineData("de", "1,5", "1.5")]
    [InlineData("de", "1 234,50", "1234.50")]
    [InlineData("de", "1'234.50", "1234.50")]
    [InlineData("en", "1,234.50", "1234.50")]
    [InlineData("en", "-7", "-7")]
    [InlineData("en", " 42 ", "42")]
    [InlineData("fr", "1\u202F234,50", "1234.50")]
    [InlineData("fr", "1 234,50", "1234.50")]
    [InlineData("pl", "1\u00A0234\u00A0567,5", "1234567.5")]
    [InlineData("ar", "١٬٢٣٤٫٥", "1234.5")]
    [InlineData("ar", "\u200F1,234.5", "1234.5")]
    [InlineData("zh-Hans", "１２３．５", "123.5")]
    public void A_number_is_read_in_the_readers_form_and_in_the_plain_one(string code, string typed, string expected)
    {
        Assert.True(Languages.For(code).TryParseNumber(typed, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("en", "1,23")]
    [InlineData("en", "12,34,567")]
    [InlineData("en", ",123")]
    [InlineData("en", "1.2.3")]
    [InlineData("en", ".5")]
    [InlineData("en", "5.")]
    [InlineData("en", "1e5")]
    [InlineData("en", "$5")]
    [InlineData("en", "--5")]
    [InlineData("en", "-")]
    [InlineData("en", "")]
    [InlineData("en", null)]
    [InlineData("en", "99999999999999999999999999999999999")]
    [InlineData("de", "1.23.456")]
    public void What_is_no_number_or_could_be_two_is_refused(string code, string? typed) =>
        Assert.False(Languages.For(code).TryParseNumber(typed, out _));

    [Theory]
    [InlineData("12,50", "EUR", 12_50)]
    [InlineData("12,5", "EUR", 12_50)]
    [InlineData("1.200", "JPY", 1200)]
    [InlineData("1,234", "KWD", 1_234)]
    public void An_amount_is_read_into_minor_units(string typed, string currency, long minor)
    {
        Assert.True(Languages.For("de").TryParseMoney(typed, currency, out var read));
        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("12,505", "EUR")]
    [InlineData("1,5", "JPY")]
    [InlineData("99999999999999999999", "EUR")]
    public void An_amount_that_the_currency_cannot_hold_is_refused(string typed, string currency) =>
        Assert.False(Languages.For("de").TryParseMoney(typed, currency, out _));

    [Fact]
    public void An_amount_in_a_field_reads_back_as_itself()
    {
        (long Minor, string Currency)[] amounts = [(1234_567, "KWD"), (1234_50, "EUR"), (1234, "JPY"), (-5, "USD"), (0, "USD")];
        foreach (var locale in Languages.All)
        {
            foreach (var (minor, currency) in amounts)
            {
                Assert.True(locale.TryParseMoney(locale.MoneyTyped(minor, currency), currency, out var read));
                Assert.Equal(minor, read);
            }
        }
    }

    [Fact]
    public void Any_amount_that_is_shown_reads_back_when_its_sign_is_left_out()
    {
        foreach (var locale in Languages.All)
        {
            Assert.True(locale.TryParseNumber(locale.Decimal(-9_876_543.21m, 2), out var value));
            Assert.Equal(-9_876_543.21m, value);
        }
    }
}
