using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>What opening pages must not do: change something, or tell another host of it.</summary>
[Collection(nameof(Crawl))]
public sealed partial class GetTests(Crawl crawl)
{
    /// <summary>Columns that may change when a page is opened: when a session was last in use, at most every five minutes.</summary>
    internal static readonly IReadOnlySet<string> MayChange = new HashSet<string>(StringComparer.Ordinal) { "sessions.seen_at" };

    /// <summary>A reader follows this by a click; nothing is loaded by it.</summary>
    private const string Clicked = "a";

    [Fact]
    public void Opening_every_page_as_everybody_changes_no_row() => Assert.Empty(Dump.Changes(crawl.Before, crawl.After));

    [Fact]
    public void A_row_that_changes_would_be_seen() => Assert.Equal(
        ["sale: 1 rows became 2 rows"],
        Dump.Changes(new(StringComparer.Ordinal) { ["sale"] = "1 rows" }, new(StringComparer.Ordinal) { ["sale"] = "2 rows" }));

    [Fact]
    public void What_people_write_stays_text() => Assert.DoesNotContain(
        crawl.Pages, a => a.Body.Contains("<script>alert", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void No_page_loads_anything_from_another_host() =>
        Assert.Empty(crawl.Pages.SelectMany(a => Foreign(Parse(a.Body)).Select(f => $"{a} {f}")).Distinct(StringComparer.Ordinal));

    [Fact]
    public void No_stylesheet_or_script_names_another_host()
    {
        var files = crawl.Pages.SelectMany(a => Parse(a.Body).QuerySelectorAll("link[rel=stylesheet], script[src]"))
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(files.Count > 20, $"Only {files.Count} files.");
        Assert.All(files, file =>
        {
            var text = File.ReadAllText(Path.Combine(WebRoot(), file.Split('?')[0].TrimStart('/')));
            Assert.DoesNotContain(Urls().Matches(text).Select(m => m.Groups["url"].Value), IsForeign);
            Assert.DoesNotContain("eval(", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("https:", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_script_stores_anything() => Assert.All(
        Directory.GetFiles(WebRoot(), "*.js", SearchOption.AllDirectories),
        file => Assert.All((string[])["localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches."], store =>
            Assert.DoesNotContain(store, File.ReadAllText(file), StringComparison.Ordinal)));

    [Fact]
    public void A_link_to_elsewhere_tells_it_neither_where_it_came_from_nor_gives_it_a_handle()
    {
        var links = crawl.Pages.SelectMany(a => Parse(a.Body).QuerySelectorAll("a[href]")).Where(e => IsForeign(e.GetAttribute("href")!));

        Assert.All(links, link => Assert.Contains("noopener", link.GetAttribute("rel") ?? "noopener", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<img src='https://evil.example/a.png'>")]
    [InlineData("<img srcset='/a.png 1x, //evil.example/a.png 2x'>")]
    [InlineData("<form action='https://evil.example/'></form>")]
    [InlineData("<button formaction='https://evil.example/'></button>")]
    [InlineData("<p style='background:url(https://evil.example/a)'></p>")]
    [InlineData("<style>@import 'https://evil.example/a.css'</style>")]
    [InlineData("<link rel='dns-prefetch' href='//evil.example'>")]
    [InlineData("<meta http-equiv='refresh' content='0;url=https://evil.example'>")]
    [InlineData("<svg><use href='https://evil.example/i.svg#a'/></svg>")]
    public void A_foreign_address_would_be_seen(string html) => Assert.NotEmpty(Foreign(Parse(html)));

    private static IDocument Parse(string html) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

    private string WebRoot() => crawl.Site.Services.GetRequiredService<IWebHostEnvironment>().WebRootPath;

    private static IEnumerable<string> Foreign(IDocument page) =>
        (from element in page.All
         from attribute in element.Attributes
         where !(attribute.Name == "href" && element.LocalName == Clicked) && !IsSaid(element, attribute)
         from address in Addresses(attribute.Name, attribute.Value)
         where IsForeign(address)
         select $"<{element.LocalName} {attribute.Name}={address}>")
        .Concat(page.QuerySelectorAll("style").Select(s => s.OuterHtml));

    /// <summary>What a page says of itself to those who link to it, and values that people read, load nothing.</summary>
    private static bool IsSaid(IElement element, IAttr attribute) =>
        (element.LocalName == "meta" && attribute.Name == "content" && !element.HasAttribute("http-equiv"))
        || (element.LocalName == "link" && element.GetAttribute("rel") is "alternate" or "canonical")
        || (element.LocalName is "input" or "option" or "button" or "data" && attribute.Name == "value")
        || attribute.Name.StartsWith("xmlns", StringComparison.Ordinal);

    private static IEnumerable<string> Addresses(string name, string value) => name switch
    {
        "src" or "href" or "action" or "formaction" or "poster" or "data" or "ping" or "background" or "xlink:href" => [value.Trim()],
        "srcset" or "imagesrcset" => value.Split(',').Select(part => part.Trim().Split(' ')[0]),
        "style" => Urls().Matches(value).Select(m => m.Groups["url"].Value),
        "content" => value.Split('=').Skip(1).Select(part => part.Trim('\'', '"', ' ')),
        _ => [],
    };

    private static bool IsForeign(string address) =>
        address.StartsWith("//", StringComparison.Ordinal) || address.StartsWith("/\\", StringComparison.Ordinal)
        || (!address.StartsWith('/') && address.Contains(':', StringComparison.Ordinal)
            && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is not "data");

    [GeneratedRegex(@"(url\(\s*|@import\s+)['""]?(?<url>[^'"")\s]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Urls();
}
