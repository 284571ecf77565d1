using Leap.Locales;

namespace Leap.Tests.Locales;

public sealed class WordsTests
{
    private static readonly Languages Languages = Languages.Load();

    [Theory]
    [InlineData("en", "just now", "5 minutes ago", "1 day ago", "in 2 months")]
    [InlineData("de", "gerade eben", "vor 5 Minuten", "vor 1 Tag", "in 2 Monaten")]
    [InlineData("fr", "à l’instant", "il y a 5 minutes", "il y a 1 jour", "dans 2 mois")]
    [InlineData("es", "ahora mismo", "hace 5 minutos", "hace 1 día", "dentro de 2 meses")]
    [InlineData("pt-BR", "agora mesmo", "há 5 minutos", "há 1 dia", "em 2 meses")]
    [InlineData("pl", "przed chwilą", "5 minut temu", "1 dzień temu", "za 2 miesiące")]
    [InlineData("ar", "الآن", "قبل 5 دقائق", "قبل يوم واحد", "خلال شهرين")]
    [InlineData("zh-Hans", "刚刚", "5分钟前", "1天前", "2个月后")]
    public void A_span_is_told_in_its_largest_unit(string code, string now, string minutes, string day, string ahead)
    {
        var locale = Languages.For(code);

        Assert.Equal(now, locale.Ago(TimeSpan.FromSeconds(59)));
        Assert.Equal(minutes, locale.Ago(TimeSpan.FromMinutes(5.9)));
        Assert.Equal(day, locale.Ago(TimeSpan.FromHours(47)));
        Assert.Equal(ahead, locale.Ago(-TimeSpan.FromDays(70)));
    }

    [Theory]
    [InlineData("en", "15 min", "1 h 30 min", "3 days")]
    [InlineData("de", "15 Min.", "1 Std. 30 Min.", "3 Tage")]
    [InlineData("fr", "15 min", "1 h 30 min", "3 jours")]
    [InlineData("es", "15 min", "1 h 30 min", "3 días")]
    [InlineData("pt-BR", "15 min", "1 h 30 min", "3 dias")]
    [InlineData("pl", "15 min", "1 godz. 30 min", "3 dni")]
    [InlineData("ar", "15 دقيقة", "ساعة واحدة و30 دقيقة", "3 أيام")]
    [InlineData("zh-Hans", "15分钟", "1小时30分钟", "3天")]
    public void A_duration_has_at_most_two_units(string code, string quarter, string ninety, string days)
    {
        var locale = Languages.For(code);

        Assert.Equal(quarter, locale.Duration(TimeSpan.FromMinutes(15)));
        Assert.Equal(ninety, locale.Duration(TimeSpan.FromMinutes(90)));
        Assert.Equal(days, locale.Duration(TimeSpan.FromDays(3)));
    }

    [Theory]
    [InlineData("en", "1, 2 and 3", "1 and 2")]
    [InlineData("de", "1, 2 und 3", "1 und 2")]
    [InlineData("fr", "1, 2 et 3", "1 et 2")]
    [InlineData("es", "1, 2 y 3", "1 y 2")]
    [InlineData("pt-BR", "1, 2 e 3", "1 e 2")]
    [InlineData("pl", "1, 2 i 3", "1 i 2")]
    [InlineData("ar", "1، 2 و3", "1 و2")]
    [InlineData("zh-Hans", "1、2和3", "1和2")]
    public void A_list_ends_with_the_word_for_and(string code, string three, string two)
    {
        var locale = Languages.For(code);

        Assert.Equal(three, locale.List(["1", "2", "3"]));
        Assert.Equal(two, locale.List(["1", "2"]));
        Assert.Equal("1", locale.List(["1"]));
        Assert.Equal("", locale.List([]));
    }

    [Theory]
    [InlineData("en", "Germany", "Polish")]
    [InlineData("de", "Deutschland", "Polnisch")]
    [InlineData("fr", "Allemagne", "polonais")]
    [InlineData("es", "Alemania", "polaco")]
    [InlineData("pt-BR", "Alemanha", "polonês")]
    [InlineData("pl", "Niemcy", "polski")]
    [InlineData("ar", "ألمانيا", "البولندية")]
    [InlineData("zh-Hans", "德国", "波兰语")]
    public void Countries_and_languages_have_their_names(string code, string germany, string polish)
    {
        Assert.Equal(germany, Languages.For(code).Country("DE"));
        Assert.Equal(polish, Languages.For(code).Language("pl"));
    }

    [Fact]
    public void A_country_that_no_file_names_is_told_in_english_and_what_is_none_stays()
    {
        Assert.Equal("Iceland", Languages.For("de").Country("IS"));
        Assert.Equal("QQ", Languages.For("de").Country("QQ"));
        Assert.Equal("tlh", Languages.For("de").Language("tlh"));
    }

    [Fact]
    public void A_name_that_runs_against_the_sentence_is_isolated_and_an_address_is_not()
    {
        Assert.Equal("\u2068Anna\u2069 و\u2068Bo\u2069", Languages.For("ar").List(["Anna", "Bo"]));
        Assert.Equal("Anna and \u2068ليلى\u2069", Languages.For("en").List(["Anna", "ليلى"]));
        Assert.Equal("https://example.com و1", Languages.For("ar").List(["https://example.com", "1"]));
    }

    [Fact]
    public void Names_sort_as_the_reader_sorts_them()
    {
        string[] names = ["Zoe", "Łukasz", "Ängel", "Lena", "anna"];

        Assert.Equal(["Ängel", "anna", "Lena", "Łukasz", "Zoe"], names.Order(Languages.For("pl").Sorting));
    }
}
