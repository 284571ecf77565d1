using System.Text.Json;
using Leap.Locales;
using Leap.Tests.Engines;

namespace Leap.Tests.Locales;

public sealed class PluralsTests
{
    [VectorsFact("plurals.json")]
    public void Every_language_of_the_vectors_puts_every_number_into_the_category_that_icu_does()
    {
        var json = File.ReadAllText(Path.Combine(Needs.Vectors!, "plurals.json"));
        var byLanguage = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long[]>>>(json)!;
        var wrong = from language in byLanguage
                    from category in language.Value
                    from number in category.Value
                    where Plurals.Category(language.Key, number) != category.Key
                    select $"{language.Key} {number}: {Plurals.Category(language.Key, number)} instead of {category.Key}";

        Assert.NotEmpty(byLanguage);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("en", 0, "other")]
    [InlineData("en", 1, "one")]
    [InlineData("fr", 0, "one")]
    [InlineData("pt-BR", 0, "one")]
    [InlineData("es", 0, "other")]
    [InlineData("es", 3_000_000, "many")]
    [InlineData("fr", 3_000_001, "other")]
    [InlineData("pl", 22, "few")]
    [InlineData("pl", 12, "many")]
    [InlineData("pl", 21, "many")]
    [InlineData("ar", 0, "zero")]
    [InlineData("ar", 2, "two")]
    [InlineData("ar", 103, "few")]
    [InlineData("ar", 111, "many")]
    [InlineData("ar", 102, "other")]
    [InlineData("zh-Hans", 1, "other")]
    [InlineData("pl", -1, "one")]
    public void A_number_has_the_category_of_its_language(string language, long number, string category) =>
        Assert.Equal(category, Plurals.Category(language, number));

    [Fact]
    public void The_categories_of_a_language_are_those_that_its_numbers_take()
    {
        long[] numbers = [.. Enumerable.Range(0, 1000), 1_000_000];
        foreach (var locale in Languages.Load().All)
        {
            Assert.Equal(
                Plurals.Categories(locale.Code).Order(StringComparer.Ordinal),
                numbers.Select(n => Plurals.Category(locale.Code, n)).Append("other").Distinct().Order(StringComparer.Ordinal));
        }
    }
}
