using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Leap.Web.Tests.Access;

namespace Leap.Web.Tests.Localization;

/// <summary>
/// Every page that a role reaches in one language: from all addresses without a value, along the links, a few of each kind.
/// </summary>
internal sealed partial class Walk(HttpClient client, string language)
{
    private const int OfOneKind = 2;

    /// <summary>Pages that show mails as they went out, or with sample data in every language beside each other.</summary>
    private static readonly string[] Elsewhere = ["/development/", "/manage/mails"];

    private readonly Queue<string> open = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    /// <summary>The addresses that answered with a page, and what stood on it.</summary>
    public async IAsyncEnumerable<(string Address, IHtmlDocument Page)> PagesAsync()
    {
        foreach (var route in AccessMatrix.Routes.Keys.Where(r => !r.Contains('{', StringComparison.Ordinal)))
        {
            Meet("/" + route);
        }

        while (open.TryDequeue(out var address))
        {
            var joint = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            using var answer = await client.GetAsync(new Uri($"{address}{joint}language={language}", UriKind.Relative));
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var page = await answer.DocumentAsync();
            foreach (var link in page.QuerySelectorAll("main a[href^='/'], nav a[href^='/']"))
            {
                Meet(link.GetAttribute("href")!.Split('#')[0]);
            }

            yield return (address, page);
        }
    }

    private void Meet(string address)
    {
        if (Elsewhere.Any(start => address.StartsWith(start, StringComparison.Ordinal)))
        {
            return;
        }

        var kind = Values().Replace(address, "0");
        var met = kinds.GetValueOrDefault(kind);
        if (met < OfOneKind && seen.Add(address))
        {
            kinds[kind] = met + 1;
            open.Enqueue(address);
        }
    }

    /// <summary>Ids, codes and what a query asks for.</summary>
    [GeneratedRegex(@"=[^&]*|(?<=/)[^/?]*[0-9A-Z][^/?]*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Values();
}
