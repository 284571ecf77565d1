using System.Net;
using System.Net.Http.Json;

namespace Leap.Web.Tests.Localization;

public sealed class LocalizationTests
{
    [Theory]
    [InlineData("/", "", "", "", "pl")]
    [InlineData("/", "", "", "ja,fr-CA;q=0.8", "fr")]
    [InlineData("/", "", "es", "fr", "es")]
    [InlineData("/", "ar", "es", "fr", "ar")]
    [InlineData("/?language=zh-Hans", "ar", "es", "fr", "zh-Hans")]
    [InlineData("/?language=tlh", "tlh", "tlh", "tlh", "pl")]
    public async Task Address_person_cookie_browser_and_programme_decide_in_this_order(
        string path, string person, string cookie, string browser, string expected)
    {
        await using var site = await SmallSite.StartAsync(programmeLanguage: "pl");

        var answer = await site.GetAsync(
            path, (SmallSite.SignedInLanguage, person), ("Cookie", $"language={cookie}"), ("Accept-Language", browser));

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal(expected, Assert.Single(answer.Content.Headers.ContentLanguage));
    }

    [Fact]
    public async Task A_page_tells_caches_what_its_language_depends_on_and_data_does_not()
    {
        await using var site = await SmallSite.StartAsync();

        Assert.Equal("Accept-Language, Cookie", string.Join(", ", (await site.GetAsync("/")).Headers.Vary));
        Assert.Empty((await site.GetAsync("/data")).Headers.Vary);
    }

    [Fact]
    public async Task The_ambient_culture_is_invariant_whatever_the_reader_speaks()
    {
        await using var site = await SmallSite.StartAsync("de");

        Assert.Equal("", await (await site.GetAsync("/culture", ("Accept-Language", "ar"))).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/sales?page=2", "/sales?page=2")]
    [InlineData("/?language=de", "/")]
    [InlineData("/badges?language=de&page=2", "/badges?page=2")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("", "/")]
    public async Task A_switch_keeps_the_choice_and_returns_to_a_page_of_ours(string returnUrl, string location)
    {
        await using var site = await SmallSite.StartAsync();
        var (token, cookie) = await site.TokenAsync();

        var answer = await site.PostAsync("/language", Form("pt-BR", returnUrl, token), ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.ToString());
        var kept = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal("language=pt-BR; max-age=31536000; path=/; samesite=lax; httponly", kept);
        Assert.Equal("pt-BR", await (await site.GetAsync("/", ("Cookie", kept.Split(';')[0]))).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("tlh")]
    [InlineData("qps-ploc")]
    [InlineData("")]
    public async Task A_switch_to_a_language_that_is_not_offered_changes_nothing(string language)
    {
        await using var site = await SmallSite.StartAsync();
        var (token, cookie) = await site.TokenAsync();

        var answer = await site.PostAsync("/language", Form(language, "/", token), ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_switch_from_another_site_is_refused()
    {
        await using var site = await SmallSite.StartAsync();

        var answer = await site.PostAsync("/language", Form("de", "/", "made up"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_told_in_the_readers_language()
    {
        await using var site = await SmallSite.StartAsync();

        var answer = await site.PostAsync(
            "/order",
            new(StringComparer.Ordinal)
            {
                ["Quantity"] = "0",
                ["Note"] = "long",
                ["Code"] = "x",
                ["Address"] = "anna",
                ["InvoicedOn"] = "yesterday",
                ["Rate"] = "many",
            },
            ("Accept-Language", "de"));
        var wrong = (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;

        Assert.Equal("Bitte geben Sie einen Wert von 1 bis 10.000 ein.", wrong["Quantity"]);
        Assert.Equal("Bitte füllen Sie dieses Feld aus.", wrong["Customer"]);
        Assert.Equal("Bitte füllen Sie dieses Feld aus.", wrong["Country"]);
        Assert.Equal("Bitte verwenden Sie höchstens 3 Zeichen.", wrong["Note"]);
        Assert.Equal("Bitte verwenden Sie 2 bis 8 Zeichen.", wrong["Code"]);
        Assert.StartsWith("Bitte geben Sie ein", wrong["Address"], StringComparison.Ordinal);
        Assert.Equal("Dieser Wert passt hier nicht.", wrong["InvoicedOn"]);
        Assert.Equal("Dieser Wert passt hier nicht.", wrong["Rate"]);
    }

    [Fact]
    public async Task The_same_fault_is_told_to_the_next_reader_in_theirs()
    {
        await using var site = await SmallSite.StartAsync();

        foreach (var (language, expected) in new[] { ("fr", "Veuillez remplir ce champ."), ("zh", "请填写此项。") })
        {
            var answer = await site.PostAsync("/order", [], ("Accept-Language", language));

            Assert.Equal(expected, (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["Customer"]);
        }
    }

    private static Dictionary<string, string> Form(string language, string returnUrl, string token) => new(StringComparer.Ordinal)
    {
        ["language"] = language,
        ["returnUrl"] = returnUrl,
        ["__RequestVerificationToken"] = token,
    };
}
