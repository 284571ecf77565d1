using Leap.Data;
using Leap.Locales;

namespace Leap.Tests.Architecture;

public sealed class LocaleTests
{
    private static readonly string[] Eight = ["en", "de", "fr", "es", "pt-BR", "pl", "ar", "zh-Hans"];

    private static readonly LocaleFile English = LocaleFile.English;

    private static readonly IReadOnlyList<LocaleFile> Translations = [.. LocaleFile.All.Where(file => file.Language != "en")];

    [Fact]
    public void All_eight_languages_are_there() =>
        Findings.None(LocaleRules.MissingFiles(LocaleFile.All.Select(file => file.Language), Eight));

    [Fact]
    public void Every_language_has_every_key() => Findings.None(Translations.SelectMany(file => LocaleRules.MissingKeys(file, English)));

    [Fact]
    public void No_language_has_a_key_that_English_lacks() =>
        Findings.None(Translations.SelectMany(file => LocaleRules.StrayKeys(file, English)));

    [Fact]
    public void A_plural_has_exactly_the_forms_of_its_language() =>
        Findings.None(LocaleFile.All.SelectMany(file => LocaleRules.WrongForms(file, Plurals.Categories(file.Language))));

    [Fact]
    public void A_plural_is_one_in_every_language() =>
        Findings.None(Translations.SelectMany(file => LocaleRules.PluralAgainstPlain(file, English)));

    [Theory]
    [InlineData("en", "one other")]
    [InlineData("de", "one other")]
    [InlineData("es", "one many other")]
    [InlineData("fr", "one many other")]
    [InlineData("pt-BR", "one many other")]
    [InlineData("pl", "one few many other")]
    [InlineData("ar", "zero one two few many other")]
    [InlineData("zh-Hans", "other")]
    public void The_forms_of_a_language_are_those_of_CLDR(string language, string categories) =>
        Assert.Equal(categories.Split(' '), Plurals.Categories(language));

    [Fact]
    public void Every_text_has_the_placeholders_of_the_English_one() =>
        Findings.None(LocaleFile.All.SelectMany(file => LocaleRules.WrongPlaceholders(file, English)));

    [Fact]
    public void No_long_text_is_left_in_English() =>
        Findings.None(Translations.SelectMany(file => LocaleRules.Untranslated(file, English)));

    [Fact]
    public void Errors_and_refusals_do_not_shout() => Findings.None(LocaleFile.All.SelectMany(LocaleRules.Shouting));

    [Fact]
    public void No_text_is_empty_or_garbled() => Findings.None(LocaleFile.All.SelectMany(LocaleRules.Garbled));

    [Fact]
    public void Every_key_that_the_sources_ask_for_exists() => Findings.None(TextUses.Of(SourceFile.Product).Unknown(English));

    [Fact]
    public void Every_key_is_used() => Findings.None(TextUses.Of(SourceFile.Product).Unused(English));

    [Fact]
    public void Every_refusal_has_a_text() =>
        Findings.None(RefusalTexts.Missing(RefusalTexts.KeysOf(typeof(LeapDb).Assembly), English));

    [Fact]
    public void No_text_is_for_a_refusal_that_is_gone() =>
        Findings.None(RefusalTexts.Stale(RefusalTexts.KeysOf(typeof(LeapDb).Assembly), English));
}
