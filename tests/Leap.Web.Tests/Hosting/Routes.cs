using Leap.Data;
using Leap.Members;
using Leap.Promotions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>Every address that the program answers, taken from its own table of routes, with ids that exist where a route has them.</summary>
internal static class Routes
{
    /// <param name="Pattern">The route as its page states it, without slashes around it.</param>
    internal sealed record Ask(string Pattern, string Address, HttpMethod Method);

    public static async Task<IReadOnlyList<Ask>> AllAsync(Site site)
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        var values = await ValuesAsync(site);
        var asks = new HashSet<Ask>();
        foreach (var endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern.RawText!.Trim('/');
            var address = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => Filled(pattern, s, values)));
            asks.Add(new Ask(pattern, address, HttpMethod.Get));
            asks.Add(new Ask(pattern, address, HttpMethod.Post));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                asks.UnionWith(loaded.HandlerMethods!.Where(h => h.Name is not null)
                    .Select(h => new Ask(pattern, $"{address}?handler={h.Name}", new HttpMethod(h.HttpMethod.ToUpperInvariant()))));
            }
        }

        return [.. asks];
    }

    /// <summary>What stands for a parameter, by the beginning of its route; the longest that fits wins.</summary>
    private static Task<Dictionary<string, string>> ValuesAsync(Site site) => site.ReadAsync(async db =>
    {
        var anna = await db.People.MinAsync(p => p.Id);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["badges"] = await db.Set<Leap.Badges.Assertion>().Select(a => a.PublicId).FirstAsync(),
            ["courses"] = "TEST-BASICS",
            ["error"] = "404",
            ["manage/accounts/entry"] = "1",
            ["manage/accounts/firm"] = $"{await db.Firms.MinAsync(f => f.Id)}",
            ["manage/accounts/person"] = $"{anna}",
            ["manage/accounts/programme"] = "issued",
            ["manage/accounts/promotion"] = $"{await db.Promotions.MinAsync(p => p.Id)}",
            ["manage/firms"] = $"{await db.Firms.MinAsync(f => f.Id)}",
            ["manage/people"] = $"{anna}",
            ["manage/promotions"] = "RACK-25",
            ["statements"] = "2026-10",
        };
    });

    private static string Filled(string pattern, RoutePatternPathSegment segment, Dictionary<string, string> values) =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            _ => values.Where(v => pattern.StartsWith(v.Key + "/{", StringComparison.Ordinal)).Select(v => v.Value).FirstOrDefault("1"),
        }));
}
