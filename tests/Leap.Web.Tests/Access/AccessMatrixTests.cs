using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Access;

/// <summary>Every route and every handler that the program has, for everybody who may come, by GET and by POST.</summary>
public sealed class AccessMatrixTests(Site site) : IClassFixture<Site>
{
    /// <summary>One thing that can be asked for: an address with its parameters filled in.</summary>
    private sealed record Ask(string Route, string Address, HttpMethod Method);

    [Fact]
    public void Every_route_is_declared_and_nothing_else()
    {
        var routes = Endpoints().Select(e => e.RoutePattern.RawText!.Trim('/')).Distinct(StringComparer.Ordinal);

        var (declared, found) = (AccessMatrix.Routes.Keys.ToHashSet(StringComparer.Ordinal), routes.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(found.Except(declared, StringComparer.Ordinal));
        Assert.Empty(declared.Except(found, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_opens_for_those_who_are_declared_and_for_nobody_else()
    {
        var faults = new List<string>();
        var asks = await AsksAsync();
        foreach (var role in AccessMatrix.Roles)
        {
            var client = role == AccessMatrix.Visitor ? site.Visitor() : await site.SignInAsync(role);
            foreach (var ask in asks.Where(a => a.Route != "sign-out"))
            {
                using var message = new HttpRequestMessage(ask.Method, new Uri(ask.Address, UriKind.Relative));
                using var answer = await client.SendAsync(message);
                if (Judge(ask, role, answer) is { } fault)
                {
                    faults.Add($"{role}: {ask.Method} {ask.Address} {fault}");
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void A_page_that_is_open_or_closed_by_mistake_would_be_seen()
    {
        var ask = new Ask("manage/sales", "/manage/sales", HttpMethod.Get);
        using var page = new HttpResponseMessage(HttpStatusCode.OK);
        using var door = new HttpResponseMessage(HttpStatusCode.NotFound);

        Assert.Equal("is open: 200 ", Judge(ask, "seller", page));
        Assert.Equal("is closed: 404 ", Judge(ask, "manager", door));
        Assert.Equal("takes a form without its token: 200", Judge(ask with { Method = HttpMethod.Post }, "manager", page));
    }

    /// <summary>
    /// Without an account one is asked to sign in; with the wrong one the address does not exist. A POST without its form's token goes no
    /// further than the door, so nothing is changed by asking.
    /// </summary>
    private static string? Judge(Ask ask, string role, HttpResponseMessage answer)
    {
        var location = answer.Headers.Location?.OriginalString ?? "";
        var isTurnedAway = location.Contains("/sign-in?", StringComparison.Ordinal)
            || answer.StatusCode == HttpStatusCode.Forbidden
            || (answer.StatusCode == HttpStatusCode.NotFound && !ask.Route.Contains('{', StringComparison.Ordinal));
        if (!AccessMatrix.Routes[ask.Route].Contains(role, StringComparer.Ordinal))
        {
            return isTurnedAway || answer.StatusCode == HttpStatusCode.NotFound ? null : $"is open: {(int)answer.StatusCode} {location}";
        }

        if (isTurnedAway)
        {
            return $"is closed: {(int)answer.StatusCode} {location}";
        }

        var needsToken = ask.Method == HttpMethod.Post && !ask.Route.StartsWith("error", StringComparison.Ordinal);
        return needsToken && answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed)
            ? $"takes a form without its token: {(int)answer.StatusCode}"
            : (int)answer.StatusCode < 500 || ask.Route.StartsWith("error", StringComparison.Ordinal) ? null
            : $"fails: {(int)answer.StatusCode}";
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private async Task<List<Ask>> AsksAsync()
    {
        var loader = site.Services.GetRequiredService<PageLoader>();
        var asks = new HashSet<Ask>();
        foreach (var endpoint in Endpoints())
        {
            var route = endpoint.RoutePattern.RawText!.Trim('/');
            var address = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Filled));
            asks.Add(new Ask(route, address, HttpMethod.Get));
            asks.Add(new Ask(route, address, HttpMethod.Post));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                asks.UnionWith(loaded.HandlerMethods!.Where(h => h.Name is not null)
                    .Select(h => new Ask(route, $"{address}?handler={h.Name}", new HttpMethod(h.HttpMethod.ToUpperInvariant()))));
            }
        }

        return [.. asks];
    }

    /// <summary>A number or a word for each parameter; whether there is such a thing makes no difference to who may ask for it.</summary>
    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "status" } => "404",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "1",
            _ => "issued",
        }));
}
