using Leap.Web.Tests.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Hosting;

/// <summary>Every address that the program answers, taken from its own table of routes, with ids of what is there.</summary>
internal static class Routes
{
    /// <param name="Pattern">The route as its page states it, without slashes around it.</param>
    internal sealed record Ask(string Pattern, string Address, HttpMethod Method);

    public static async Task<IReadOnlyList<Ask>> AllAsync(Site site, AccessWorld.Things own)
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        var asks = new HashSet<Ask>();
        foreach (var endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern.RawText!.Trim('/');
            var address = AccessMatrix.Own.TryGetValue(pattern, out var known)
                ? known(own)
                : "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Filled));
            asks.Add(new Ask(pattern, address, HttpMethod.Get));
            asks.Add(new Ask(pattern, address, HttpMethod.Post));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                asks.UnionWith(loaded.HandlerMethods!.Where(h => h.Name is not null)
                    .Select(h => new Ask(
                        pattern,
                        QueryHelpers.AddQueryString(address, "handler", h.Name!),
                        new HttpMethod(h.HttpMethod.ToUpperInvariant()))));
            }
        }

        return [.. asks];
    }

    private static string Filled(RoutePatternPathSegment segment) =>
        string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "1"));
}
