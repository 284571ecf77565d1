using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Leap.Data;
using Leap.Jobs;
using Leap.Locales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Localization;

/// <summary>Every page as the pseudo-language shows it, in which all that does not come from the locale files stands out.</summary>
public sealed partial class WalkTests(Site site) : IClassFixture<Site>
{
    /// <summary>What is the same in every language: names of languages, forms of files, and the like.</summary>
    private static readonly string[] Names =
    [
        "English", "Deutsch", "Français", "Español", "Português (Brasil)", "Polski", "Halden Ascend", "Halden Systems", "Leap",
        "SQLite", "example.com", "Leap__Ledger__BreakagePercent", "Leap__Ledger__CostPerPoint", "Former participant",
    ];

    private static readonly Type[] Kinds = [typeof(string), typeof(LocalizedText)];

    [Theory]
    [InlineData("")]
    [InlineData("seller")]
    [InlineData("firm-admin")]
    [InlineData("manager")]
    public async Task No_page_holds_a_text_that_is_in_no_locale_file(string role)
    {
        using var client = role.Length == 0 ? site.Visitor() : await site.SignInAsync(role);
        var data = await DataAsync();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var pages = 0;
        await foreach (var (address, page) in new Walk(client, "qps-ploc").PagesAsync())
        {
            pages++;
            found.UnionWith(Texts(page).Where(text => IsHardCoded(text, data)).Select(text => $"{address}: {text}"));
        }

        Assert.True(pages > 5, $"Only {pages} pages were seen.");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("")]
    [InlineData("seller")]
    [InlineData("firm-admin")]
    [InlineData("manager")]
    public async Task No_page_in_arabic_mixes_digits_or_separators_of_two_scripts(string role)
    {
        using var client = role.Length == 0 ? site.Visitor() : await site.SignInAsync(role);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var (address, page) in new Walk(client, "ar").PagesAsync())
        {
            found.UnionWith(Texts(page).Where(text => ArabicDigits().IsMatch(text)).Select(text => $"{address}: {text}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>What people entered or imported: names, titles, codes.</summary>
    private Task<List<string>> DataAsync() => site.UseAsync(async services =>
    {
        var db = services.GetRequiredService<LeapDb>();
        var jobs = services.GetRequiredService<JobList>().All.Select(job => job.Name);
        var data = new List<string>([.. Names, .. jobs, .. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id.Replace('_', ' '))]);
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsMappedToJson() && t.GetTableName() is not null))
        {
            foreach (var column in type.GetProperties().Where(p => Kinds.Contains(p.ClrType)))
            {
                var sql = $"SELECT DISTINCT {column.GetColumnName()} AS \"Value\" FROM {type.GetTableName()}";
                var values = (await db.Database.SqlQueryRaw<string?>(sql).ToListAsync()).OfType<string>();
                data.AddRange(column.ClrType.Equals(typeof(string)) ? values : values.SelectMany(Translations));
            }
        }

        return data.Where(value => Words().IsMatch(value)).Distinct().OrderByDescending(value => value.Length).ToList();
    });

    private static IEnumerable<string> Translations(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.Values;

    private static IEnumerable<string> Texts(IHtmlDocument page)
    {
        foreach (var node in page.Body!.GetNodes<IText>())
        {
            var isShown = node.ParentElement is not (IHtmlScriptElement or IHtmlStyleElement);
            if (isShown && node.ParentElement!.Closest("[translate=no]") is null)
            {
                yield return node.Text.Trim();
            }
        }

        foreach (var element in page.All)
        {
            foreach (var name in (string[])["title", "alt", "placeholder", "aria-label", "aria-description"])
            {
                yield return element.GetAttribute(name) ?? "";
            }
        }

        yield return page.Title ?? "";
    }

    /// <summary>A word of four plain letters: the pseudo-language leaves none such.</summary>
    private static bool IsHardCoded(string text, List<string> data)
    {
        if (!Words().IsMatch(text) || data.Exists(value => value.Contains(text, StringComparison.Ordinal)))
        {
            return false;
        }

        var rest = text;
        foreach (var value in data.Where(value => rest.Contains(value, StringComparison.OrdinalIgnoreCase)))
        {
            rest = rest.Replace(value, "", StringComparison.OrdinalIgnoreCase);
        }

        foreach (var month in CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Where(month => month.Length > 0))
        {
            rest = rest.Replace(month, "", StringComparison.Ordinal);
        }

        return Words().IsMatch(rest);
    }

    [GeneratedRegex("[A-Za-z]{4,}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Words();

    [GeneratedRegex("[\u0660-\u0669\u06F0-\u06F9\u066A-\u066C]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ArabicDigits();
}
