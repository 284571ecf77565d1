using Leap.Locales;
using Leap.Settings;

namespace Leap.Tests.Locales;

public sealed class LanguagesTests
{
    private static readonly Languages Languages = Languages.Load();

    [Fact]
    public void The_languages_come_in_a_fixed_order_each_by_its_own_name() =>
        Assert.Equal(
            [
                "en English ltr", "de Deutsch ltr", "fr Français ltr", "es Español ltr",
                "pt-BR Português (Brasil) ltr", "pl Polski ltr", "ar العربية rtl", "zh-Hans 简体中文 ltr",
            ],
            Languages.All.Select(l => $"{l.Code} {l.OwnName} {l.Direction}"));

    [Theory]
    [InlineData("en-ZA", "en")]
    [InlineData("de-AT", "de")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("PT-br", "pt-BR")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-Hans-SG", "zh-Hans")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("ar-EG", "ar")]
    [InlineData("ja", "fr")]
    [InlineData("", "fr")]
    [InlineData(null, "fr")]
    [InlineData("-", "fr")]
    [InlineData("../en", "fr")]
    public void A_tag_leads_to_the_nearest_language_or_the_programmes(string? tag, string code)
    {
        var french = Languages.Load(new LeapSettings { Programme = new ProgrammeSettings { Language = "fr" } });

        Assert.Equal(code, french.For(tag).Code);
    }

    [Fact]
    public void A_programme_cannot_speak_a_language_that_has_no_file()
    {
        var klingon = new LeapSettings { Programme = new ProgrammeSettings { Language = "tlh" } };

        var fault = Assert.Throws<InvalidDataException>(() => Languages.Load(klingon));

        Assert.Contains("Leap:Programme:Language is 'tlh'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("ja, pl;q=0.4, es;q=0.7", "es")]
    [InlineData("en;q=0, fr;q=0.1", "fr")]
    [InlineData("zh-TW", "zh-Hans")]
    [InlineData("*", null)]
    [InlineData("ja,ko;q=0.5", null)]
    [InlineData("en;q=high", null)]
    [InlineData(";;,,q=1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_browsers_list_is_matched_by_weight(string? header, string? code) => Assert.Equal(code, Languages.Match(header)?.Code);
}
