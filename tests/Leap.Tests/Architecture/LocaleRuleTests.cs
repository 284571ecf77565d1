using System.Text;

namespace Leap.Tests.Architecture;

/// <summary>Each rule is fed a breach, to prove that it can fail, and the nearest thing that is allowed.</summary>
public sealed class LocaleRuleTests
{
    private static readonly LocaleFile English = File("en", ("a", "Hello {name}"), ("b_one", "{count} sale"), ("b_other", "{count} sales"));

    [Fact]
    public void A_missing_language_is_found() =>
        Assert.Equal(["locales/pl.json is missing"], LocaleRules.MissingFiles(["en", "de"], ["en", "de", "pl"]));

    [Fact]
    public void A_missing_key_is_found_once_whatever_its_forms() =>
        Assert.Equal(["de.json: b is missing"], LocaleRules.MissingKeys(File("de", ("a", "")), English));

    [Fact]
    public void A_stray_key_is_found() =>
        Assert.Equal(["de.json: c is not in en.json"], LocaleRules.StrayKeys(File("de", ("a", ""), ("c", "")), English));

    [Fact]
    public void A_key_that_only_looks_like_a_form_is_a_key() =>
        Assert.Equal(["phase_one"], LocaleRules.Stems(File("en", ("phase_one", "")).Texts));

    [Theory]
    [InlineData("one other", 0)]
    [InlineData("one few many other", 1)]
    [InlineData("other", 1)]
    public void A_missing_or_superfluous_form_is_found(string categories, int findings) =>
        Assert.Equal(findings, LocaleRules.WrongForms(English, categories.Split(' ')).Count());

    [Fact]
    public void A_plural_that_is_plain_elsewhere_is_found() =>
        Assert.Single(LocaleRules.PluralAgainstPlain(File("de", ("a", ""), ("b", "")), English));

    [Theory]
    [InlineData("a", "Hallo {name}", 0)]
    [InlineData("a", "Hallo", 1)]
    [InlineData("a", "Hallo {nmae}", 1)]
    [InlineData("a", "Hallo {name} {surname}", 1)]
    [InlineData("b_one", "ein Verkauf", 0)]
    [InlineData("b_two", "zwei Verkäufe", 0)]
    [InlineData("b_few", "Verkäufe", 1)]
    [InlineData("b_one", "ein Verkauf {price}", 1)]
    public void A_wrong_placeholder_is_found(string key, string text, int findings) =>
        Assert.Equal(findings, LocaleRules.WrongPlaceholders(File("de", (key, text), ("b_other", "{count} Verkäufe")), English).Count());

    [Theory]
    [InlineData("OK", 0)]
    [InlineData("{quantity} × {price} = {amount}", 0)]
    [InlineData("Points arrive when the sale is approved.", 1)]
    public void A_long_text_left_in_English_is_found(string text, int findings) =>
        Assert.Equal(findings, LocaleRules.Untranslated(File("de", ("c", text)), File("en", ("c", text))).Count());

    [Theory]
    [InlineData("error.required", "Fill this in!", 1)]
    [InlineData("refusal.ApproveSale.AlreadyDecided", "已经决定！", 1)]
    [InlineData("error.required", "Please fill this in.", 0)]
    [InlineData("badge.awarded", "Well done!", 0)]
    public void A_shout_is_found(string key, string text, int findings) =>
        Assert.Equal(findings, LocaleRules.Shouting(File("en", (key, text))).Count());

    [Theory]
    [InlineData("", 1)]
    [InlineData("Verk\uFFFDufe", 1)]
    [InlineData("VerkÃ¤ufe", 1)]
    [InlineData("â€œQuoteâ€\u009d", 1)]
    [InlineData("Ù…Ø±Ø\u00ADØ¨Ø§", 1)]
    [InlineData("Verkäufe", 0)]
    [InlineData("« Qualité » — déjà vu ; ça va ?", 0)]
    [InlineData("“ŁÓDŹ”, żółć", 0)]
    [InlineData("NÃO, ação", 0)]
    [InlineData("مرحبا", 0)]
    [InlineData("你好，世界", 0)]
    public void A_garbled_text_is_found(string text, int findings) =>
        Assert.Equal(findings, LocaleRules.Garbled(File("de", ("a", text))).Count());

    [Theory]
    [InlineData("{\"a\": {\"b\": \"\"}}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("{\"a\": \"\", \"a\": \"\"}")]
    public void A_file_that_is_not_flat_is_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => LocaleFile.Read("en", Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused() =>
        Assert.Throws<DecoderFallbackException>(() => LocaleFile.Read("de", Encoding.Latin1.GetBytes("{\"a\": \"ä\"}")));

    [Theory]
    [InlineData("@L[\"sales.titel\"]")]
    [InlineData("locale[\"sales.titel\"]")]
    [InlineData("Locale.Text(\"sales.titel\", (\"name\", name))")]
    [InlineData("Text(\"sales.titel\")")]
    [InlineData("locale.Count(\"sales.titel\", 3)")]
    [InlineData("[Required(ErrorMessage = \"sales.titel\")]")]
    [InlineData("L[$\"sales.{state}.titel\"]")]
    [InlineData("new Reason(\"sales.titel\")")]
    [InlineData("Cap(3, \"why.sales.titel\")")]
    public void A_key_that_no_text_has_is_found(string code) =>
        Assert.Matches(@"^src/A\.cshtml\(1\): en\.json has no .*sales\.", Assert.Single(Uses(code).Unknown(Sales)));

    [Theory]
    [InlineData("@L[\"sales.title\"]")]
    [InlineData("locale.Count(\"sales.lines\", 3)")]
    [InlineData("L[$\"sales.{state}\"]")]
    [InlineData("L[$\"sales.{(isNew ? \"title\" : \"lines\")}\"]")]
    [InlineData("Results.Text(\"sales.titel\")")]
    [InlineData("columns.Count(\"no key\")")]
    public void A_key_that_a_text_has_is_known(string code) => Assert.Empty(Uses(code).Unknown(Sales));

    [Theory]
    [InlineData("\"sales.title\"", "sales.lines")]
    [InlineData("$\"sales.{state}s\"", "sales.title")]
    [InlineData("\"sale\"", "sales.title sales.lines")]
    [InlineData("\"sales.\"", "")]
    [InlineData("$\"sales.{state}\"", "")]
    public void A_key_that_nothing_uses_is_found(string code, string unused)
    {
        var expected = unused.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => $"en.json: nothing uses {key}");

        Assert.Equal(expected, Uses(code).Unused(Sales));
    }

    [Fact]
    public void A_refusal_without_a_text_is_found()
    {
        string[] keys = ["refusal.LocaleRuleTests.TooLate", "refusal.LocaleRuleTests.NotYours"];

        Assert.Equal(keys, RefusalTexts.KeysOf([typeof(Refusal), typeof(LocaleRuleTests)]));
        Assert.Equal(["en.json: " + keys[1] + " is missing"], RefusalTexts.Missing(keys, File("en", (keys[0], ""))));
    }

    [Fact]
    public void A_text_for_a_refusal_that_is_gone_is_found() =>
        Assert.Single(RefusalTexts.Stale(["refusal.A.B"], File("en", ("refusal.A.B", ""), ("refusal.A.Gone", ""))));

    private static LocaleFile Sales => File("en", ("sales.title", ""), ("sales.lines_one", ""), ("sales.lines_other", ""));

    private static LocaleFile File(string language, params (string Key, string Text)[] texts) =>
        new(language, texts.ToDictionary(text => text.Key, text => text.Text, StringComparer.Ordinal));

    private static TextUses Uses(string code) => TextUses.Of([new SourceFile("src/A.cshtml", code)]);

    private enum Refusal
    {
        TooLate,
        NotYours,
    }
}
