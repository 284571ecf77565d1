using System.Globalization;
using Leap.Locales;
using Leap.Programmes;

namespace Leap.Tests.Locales;

/// <summary>
/// Exact strings, invisible marks included: U+00A0 and U+202F keep a number together, U+200E and U+200F keep its direction.
/// </summary>
public sealed class FormsTests
{
    private static readonly Languages Languages = Languages.Load();

    [Theory]
    [InlineData("en", "1,234", "-1,234,567", "1,234.50", "12.5%")]
    [InlineData("de", "1.234", "-1.234.567", "1.234,50", "12,5\u00A0%")]
    [InlineData("fr", "1\u202F234", "-1\u202F234\u202F567", "1\u202F234,50", "12,5\u202F%")]
    [InlineData("es", "1234", "-1.234.567", "1234,50", "12,5\u00A0%")]
    [InlineData("pt-BR", "1.234", "-1.234.567", "1.234,50", "12,5%")]
    [InlineData("pl", "1234", "-1\u00A0234\u00A0567", "1234,50", "12,5%")]
    [InlineData("ar", "1,234", "\u200E-1,234,567", "1,234.50", "12.5\u200E%\u200E")]
    [InlineData("zh-Hans", "1,234", "-1,234,567", "1,234.50", "12.5%")]
    public void Numbers_have_the_separators_of_the_language(string code, string small, string large, string broken, string share)
    {
        var locale = Languages.For(code);

        Assert.Equal(small, locale.Number(1234));
        Assert.Equal(large, locale.Number(-1_234_567));
        Assert.Equal(broken, locale.Decimal(1234.5m, 2));
        Assert.Equal(share, locale.Percent(0.125m, 1));
    }

    [Theory]
    [InlineData("en", "US$1,234.56", "-€1,234.56", "JP¥1,234", "KWD\u00A01,234.567")]
    [InlineData("de", "1.234,56\u00A0US$", "-1.234,56\u00A0€", "1.234\u00A0JP¥", "1.234,567\u00A0KWD")]
    [InlineData("fr", "1\u202F234,56\u00A0US$", "-1\u202F234,56\u00A0€", "1\u202F234\u00A0JP¥", "1\u202F234,567\u00A0KWD")]
    [InlineData("es", "1234,56\u00A0US$", "-1234,56\u00A0€", "1234\u00A0JP¥", "1234,567\u00A0KWD")]
    [InlineData("pt-BR", "US$\u00A01.234,56", "-€\u00A01.234,56", "JP¥\u00A01.234", "KWD\u00A01.234,567")]
    [InlineData("pl", "1234,56\u00A0US$", "-1234,56\u00A0€", "1234\u00A0JP¥", "1234,567\u00A0KWD")]
    [InlineData(
        "ar",
        "\u200F1,234.56\u00A0US$\u200E",
        "\u200F\u200E-1,234.56\u00A0€\u200E",
        "\u200F1,234\u00A0JP¥\u200E",
        "\u200F1,234.567\u00A0KWD\u200E")]
    [InlineData("zh-Hans", "US$1,234.56", "-€1,234.56", "JP¥1,234", "KWD\u00A01,234.567")]
    public void Amounts_have_the_digits_and_the_sign_of_their_currency(string code, string dollars, string euros, string yen, string dinars)
    {
        var locale = Languages.For(code);

        Assert.Equal(dollars, locale.Money(1234_56, "USD"));
        Assert.Equal(euros, locale.Money(-1234_56, "EUR"));
        Assert.Equal(yen, locale.Money(1234, "JPY"));
        Assert.Equal(dinars, locale.Money(1234_567, "KWD"));
    }

    [Theory]
    [InlineData("en", "US$1.2M", "-US$239M", "34.5K", "CHF\u00A01.2B")]
    [InlineData("de", "1,2\u00A0Mio.\u00A0US$", "-239\u00A0Mio.\u00A0US$", "34,5\u00A0Tsd.", "1,2\u00A0Mrd.\u00A0CHF")]
    [InlineData("fr", "1,2\u00A0M\u00A0US$", "-239\u00A0M\u00A0US$", "34,5\u00A0k", "1,2\u00A0Md\u00A0CHF")]
    [InlineData("es", "1,2\u00A0M\u00A0US$", "-239\u00A0M\u00A0US$", "34,5\u00A0mil", "1200\u00A0M\u00A0CHF")]
    [InlineData("pt-BR", "US$\u00A01,2\u00A0mi", "-US$\u00A0239\u00A0mi", "34,5\u00A0mil", "CHF\u00A01,2\u00A0bi")]
    [InlineData("pl", "1,2\u00A0mln\u00A0US$", "-239\u00A0mln\u00A0US$", "34,5\u00A0tys.", "1,2\u00A0mld\u00A0CHF")]
    [InlineData(
        "ar",
        "\u200F1.2\u00A0مليون\u00A0US$\u200E",
        "\u200F\u200E-239\u00A0مليون\u00A0US$\u200E",
        "34.5\u00A0ألف",
        "\u200F1.2\u00A0مليار\u00A0CHF\u200E")]
    [InlineData("zh-Hans", "US$120万", "-US$2.4亿", "3.5万", "CHF\u00A012亿")]
    public void Large_amounts_shorten_to_the_words_of_the_language(string code, string million, string minus, string kilo, string billion)
    {
        var locale = Languages.For(code);

        Assert.Equal(million, locale.MoneyShort(1_200_000_00, "USD"));
        Assert.Equal(minus, locale.MoneyShort(-238_512_000_00, "USD"));
        Assert.Equal(kilo, locale.NumberShort(34_512));
        Assert.Equal(billion, locale.MoneyShort(1_200_000_000_00, "CHF"));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("950", "950")]
    [InlineData("999.4", "999")]
    [InlineData("999.6", "1K")]
    [InlineData("1000", "1K")]
    [InlineData("99950", "100K")]
    [InlineData("999499", "999K")]
    [InlineData("999500", "1M")]
    [InlineData("-1500", "-1.5K")]
    public void A_short_number_never_shows_a_thousand_of_a_unit(string value, string expected) =>
        Assert.Equal(expected, Languages.For("en").NumberShort(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("en", "1 Sep 2026", "Tuesday, 1 September 2026", "1 Sep")]
    [InlineData("de", "1. Sept. 2026", "Dienstag, 1. September 2026", "1. Sept.")]
    [InlineData("fr", "1 sept. 2026", "mardi 1 septembre 2026", "1 sept.")]
    [InlineData("es", "1 sept 2026", "martes, 1 de septiembre de 2026", "1 sept")]
    [InlineData("pt-BR", "1 de set. de 2026", "terça-feira, 1 de setembro de 2026", "1 de set.")]
    [InlineData("pl", "1 wrz 2026", "wtorek, 1 września 2026", "1 wrz")]
    [InlineData("ar", "1 سبتمبر 2026", "الثلاثاء، 1 سبتمبر 2026", "1 سبتمبر")]
    [InlineData("zh-Hans", "2026年9月1日", "2026年9月1日星期二", "9月1日")]
    public void Days_are_gregorian_with_latin_digits(string code, string date, string full, string day)
    {
        var locale = Languages.For(code);
        var on = new DateOnly(2026, 9, 1);

        Assert.Equal(date, locale.Date(on));
        Assert.Equal(full, locale.DateLong(on));
        Assert.Equal(day, locale.Day(on));
    }

    [Theory]
    [InlineData("en", "September 2026", "Sep")]
    [InlineData("de", "September 2026", "Sep")]
    [InlineData("fr", "septembre 2026", "sept.")]
    [InlineData("es", "septiembre de 2026", "sept")]
    [InlineData("pt-BR", "setembro de 2026", "set.")]
    [InlineData("pl", "wrzesień 2026", "wrz")]
    [InlineData("ar", "سبتمبر 2026", "سبتمبر")]
    [InlineData("zh-Hans", "2026年9月", "9月")]
    public void A_month_without_a_day_is_not_inflected(string code, string month, string brief)
    {
        var locale = Languages.For(code);
        var on = new DateOnly(2026, 9, 1);

        Assert.Equal(month, locale.Month(on));
        Assert.Equal(brief, locale.MonthShort(on));
    }

    [Theory]
    [InlineData("en", "14:30", "22 Nov 2026, 14:30")]
    [InlineData("es", "14:30", "22 nov 2026, 14:30")]
    [InlineData("ar", "2:30 م", "22 نوفمبر 2026، 2:30 م")]
    [InlineData("zh-Hans", "14:30", "2026年11月22日 14:30")]
    public void An_instant_is_told_in_the_zone_that_is_asked_for(string code, string time, string moment)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
        var instant = new DateTime(2026, 11, 22, 13, 30, 0, DateTimeKind.Utc);

        Assert.Equal(time, Languages.For(code).Time(instant, zone));
        Assert.Equal(moment, Languages.For(code).Moment(instant, zone));
    }

    [Theory]
    [InlineData("en", "Q4 2026", "Season 2026", "Season 2026/27")]
    [InlineData("pl", "4. kwartał 2026", "Sezon 2026", "Sezon 2026/27")]
    [InlineData("zh-Hans", "2026年第4季度", "2026赛季", "2026/27赛季")]
    public void A_period_has_its_name(string code, string quarter, string season, string splitSeason)
    {
        var locale = Languages.For(code);
        var day = new DateOnly(2026, 11, 22);

        Assert.Equal(quarter, locale.Period(Period.Quarter(day, 1)));
        Assert.Equal(season, locale.Period(Period.Season(day, 1)));
        Assert.Equal(splitSeason, locale.Period(Period.Season(day, 4)));
        Assert.Equal(locale.Month(day), locale.Period(Period.Month(day)));
    }

    [Fact]
    public void The_ambient_culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            var english = Languages.For("en");

            Assert.Equal("US$1,234.56", english.Money(1234_56, "USD"));
            Assert.Equal("22 Nov 2026", english.Date(new DateOnly(2026, 11, 22)));
            Assert.Equal("7 days ago", english.Ago(TimeSpan.FromDays(7)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
