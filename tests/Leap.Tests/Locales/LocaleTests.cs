using Leap.Locales;

namespace Leap.Tests.Locales;

public sealed class LocaleTests
{
    private static readonly Languages Strict = Languages.Load();
    private static readonly Languages Lenient = Languages.Load(strict: false);

    [Fact]
    public void A_value_is_written_by_its_type()
    {
        var german = Strict.For("de");
        var half = new LocalizedText([new("en", "Half"), new("de", "Halb")]);
        var day = new DateOnly(2026, 9, 1);

        Assert.Equal("Bitte verwenden Sie höchstens 1.200 Zeichen.", german.Text("error.length", ("1", 1200)));
        Assert.Equal("1. Sept. 2026 1 Std. 30 Min.", german.Text("time.span.both", ("large", day), ("small", TimeSpan.FromMinutes(90))));
        Assert.Equal("0,5 Halb", german.Text("time.span.both", ("large", 0.5m), ("small", half)));
    }

    [Fact]
    public void What_a_value_holds_is_not_filled_in_again() =>
        Assert.Equal("{small} b", Strict.For("en").Text("time.span.both", ("large", "{small}"), ("small", "b")));

    [Fact]
    public void A_text_that_no_language_has_is_a_fault_where_texts_are_written_and_its_key_in_production()
    {
        Assert.Throws<KeyNotFoundException>(() => Strict.For("de")["no.such_key"]);
        Assert.Throws<KeyNotFoundException>(() => Strict.For("en").Count("no.such_key", 1));
        Assert.Equal("no.such_key", Lenient.For("de")["no.such_key"]);
        Assert.Equal("no.such_key", Lenient.For("de").Count("no.such_key", 1));
    }

    [Fact]
    public void A_value_that_was_not_given_is_a_fault_where_texts_are_written_and_shows_its_name_in_production()
    {
        Assert.Throws<ArgumentException>(() => Strict.For("en").Text("time.span.both", ("large", "a")));
        Assert.Equal("a {small}", Lenient.For("en").Text("time.span.both", ("large", "a")));
    }

    [Fact]
    public void The_localizer_of_the_framework_fills_places_by_number()
    {
        var localizer = new TextLocalizerFactory(() => Strict.For("fr")).Create(typeof(Locale));

        Assert.Equal("Veuillez saisir une valeur de 1 à 10\u202F000.", localizer["error.range", "Quantité", 1, 10_000].Value);
        Assert.Equal("Veuillez remplir ce champ.", localizer["error.required"].Value);
    }

    [Fact]
    public void The_pseudo_language_disguises_texts_and_leaves_placeholders_alone()
    {
        var pseudo = Strict.For("qps-ploc");

        Assert.Equal("[5 mîñûţêš åĝö······]", pseudo.Ago(TimeSpan.FromMinutes(5)));
        Assert.Equal("US$1.50", pseudo.Money(150, "USD"));
        Assert.DoesNotContain(pseudo, Strict.All);
    }
}
