using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Leap.Web.Tests.Access;

/// <summary>Every route and every handler that the program has, for everybody who may come, by GET and by POST.</summary>
public sealed class AccessMatrixTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    /// <summary>One thing that can be asked for: a route, a handler's name or null, and a method.</summary>
    private sealed record Ask(string Route, string Pattern, string? Handler, HttpMethod Method)
    {
        public string Address(AccessWorld.Things own)
        {
            var address = AccessMatrix.Own.TryGetValue(Route, out var real) ? real(own) : Pattern;
            return Handler is null ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={Handler}";
        }

        /// <summary>Whether 404 can only mean that the door is shut.</summary>
        public bool IsThere => !Pattern.Contains('~', StringComparison.Ordinal) || AccessMatrix.Own.ContainsKey(Route);
    }

    [Fact]
    public void Every_route_is_declared_and_nothing_else()
    {
        var routes = Endpoints().Select(e => e.RoutePattern.RawText!.Trim('/')).Distinct(StringComparer.Ordinal);

        var (declared, found) = (AccessMatrix.Routes.Keys.ToHashSet(StringComparer.Ordinal), routes.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(found.Except(declared, StringComparer.Ordinal));
        Assert.Empty(declared.Except(found, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_that_a_member_can_put_into_an_address_is_tried_with_anothers()
    {
        var tried = AccessMatrix.Foreign.Select(f => f.Route).Concat(AccessMatrix.SharedIds).ToHashSet(StringComparer.Ordinal);
        var withIds = AccessMatrix.Routes
            .Where(r => r.Key.Contains('{', StringComparison.Ordinal) && r.Value.Lookers.Intersect(AccessWorld.Members.Keys).Any())
            .Select(r => r.Key);

        Assert.Empty(withIds.Except(tried, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_opens_for_those_who_are_declared_and_for_nobody_else()
    {
        var faults = new ConcurrentBag<string>();
        var asks = await AsksAsync();
        await Parallel.ForEachAsync(AccessWorld.Roles, async (role, cancel) =>
        {
            foreach (var ask in asks)
            {
                var address = ask.Address(world.Own(role));
                using var message = new HttpRequestMessage(ask.Method, new Uri(address, UriKind.Relative));
                using var answer = await world.Client(role).SendAsync(message, cancel);
                var body = await answer.Content.ReadAsStringAsync(cancel);
                if ((Judge(ask, role, answer) ?? Leak(role, body)) is { } fault)
                {
                    faults.Add($"{role}: {ask.Method} {address} {fault}");
                }
            }
        });

        Assert.True(faults.IsEmpty, string.Join('\n', faults));
    }

    [Fact]
    public async Task Anothers_id_is_404_for_everybody_and_tells_nothing()
    {
        var faults = new List<string>();
        foreach (var role in AccessWorld.Members.Keys.Where(r => r != AccessMatrix.Suspended))
        {
            var client = world.Client(role);
            var page = await client.PageAsync("/sign-in");
            foreach (var (_, address, fields) in AccessMatrix.Foreign)
            {
                var asked = address(world.Other);
                using var answer = fields is null
                    ? await client.GetAsync(new Uri(asked, UriKind.Relative))
                    : await client.PostAsync(asked, page, [.. fields.Select(Field)]);
                var body = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.NotFound || Leak(role, body) is not null)
                {
                    faults.Add($"{role}: {asked} answers {(int)answer.StatusCode} {Leak(role, body)}");
                }
            }
        }

        Assert.Empty(faults);

        static (string Name, string Value) Field(string field) => (field.Split('=')[0], field.Split('=')[^1]);
    }

    [Fact]
    public async Task A_file_is_open_to_all_and_there_are_only_those_that_pages_are_made_of()
    {
        var root = world.Site.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        var files = Files(root, "").Where(f => !f.EndsWith(".gz", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Matches(@"\.(css|js|svg|png|ico|woff2)$", file));
        foreach (var file in files)
        {
            Assert.Equal(HttpStatusCode.OK, await world.Client(AccessMatrix.Visitor).StatusAsync(file));
        }

        foreach (var outside in (string[])["/leap.db", "/keys/", "/..%2fleap.db", "/css/..%2f..%2fappsettings.json", "/appsettings.json"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await world.Client(AccessMatrix.Visitor).StatusAsync(outside));
        }
    }

    [Fact]
    public void A_page_that_is_open_or_closed_by_mistake_would_be_seen()
    {
        var ask = new Ask("manage/sales", "/manage/sales", null, HttpMethod.Get);
        using var page = new HttpResponseMessage(HttpStatusCode.OK);
        using var door = new HttpResponseMessage(HttpStatusCode.NotFound);

        Assert.Equal("is open: 200 ", Judge(ask, "seller", page));
        Assert.Equal("is closed: 404 ", Judge(ask, "auditor", door));
        Assert.Equal("takes a form without its token: 200", Judge(ask with { Method = HttpMethod.Post }, "manager", page));
        Assert.Equal("is open: 200 ", Judge(ask with { Method = HttpMethod.Post }, "auditor", page));
        Assert.NotNull(Leak("seller", $"<p>{AccessWorld.Marker}</p>"));
    }

    /// <summary>
    /// Without an account one is asked to sign in; with the wrong one the address does not exist; who may only look learns so. A POST
    /// without its form's token goes no further than the door, so nothing is changed by asking.
    /// </summary>
    private static string? Judge(Ask ask, string role, HttpResponseMessage answer)
    {
        var location = answer.Headers.Location?.OriginalString ?? "";
        var isPost = ask.Method == HttpMethod.Post;
        var (lookers, actors) = AccessMatrix.Routes[ask.Route];
        var isAsked = location.Contains("/sign-in?", StringComparison.Ordinal);
        var isShut = isAsked || answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden;
        if (!(isPost ? actors : lookers).Contains(role, StringComparer.Ordinal))
        {
            return isShut ? null : $"is open: {(int)answer.StatusCode} {location}";
        }

        if (isShut && (answer.StatusCode != HttpStatusCode.NotFound || ask.IsThere))
        {
            return $"is closed: {(int)answer.StatusCode} {location}";
        }

        var isFault = ask.Route.StartsWith("error", StringComparison.Ordinal);
        return isPost && !isFault && answer.StatusCode
            is not (HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed)
            and not (HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests)
            ? $"takes a form without its token: {(int)answer.StatusCode}"
            : (int)answer.StatusCode < 500 ? null : $"fails: {(int)answer.StatusCode}";
    }

    /// <summary>Staff know all firms; nobody else sees what is another firm's.</summary>
    private static string? Leak(string role, string body) =>
        body.Contains(AccessWorld.Marker, StringComparison.OrdinalIgnoreCase) && !AccessWorld.Staff.ContainsKey(role)
            ? "tells what is another firm's"
            : null;

    private static IEnumerable<string> Files(IFileProvider root, string folder) => root.GetDirectoryContents(folder).SelectMany(file =>
        file.IsDirectory ? Files(root, $"{folder}/{file.Name}") : [$"{folder}/{file.Name}"]);

    private IEnumerable<RouteEndpoint> Endpoints() =>
        world.Site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private async Task<List<Ask>> AsksAsync()
    {
        var loader = world.Site.Services.GetRequiredService<PageLoader>();
        var asks = new HashSet<Ask>();
        foreach (var endpoint in Endpoints())
        {
            var route = endpoint.RoutePattern.RawText!.Trim('/');
            var pattern = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Filled));
            asks.Add(new Ask(route, pattern, Handler: null, HttpMethod.Get));
            asks.Add(new Ask(route, pattern, Handler: null, HttpMethod.Post));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                asks.UnionWith(loaded.HandlerMethods!.Where(h => h.Name is not null && h.HttpMethod is ("Get" or "Post"))
                    .Select(h => new Ask(route, pattern, h.Name, new HttpMethod(h.HttpMethod.ToUpperInvariant()))));
            }
        }

        return [.. asks];
    }

    /// <summary>For a parameter that nothing of <see cref="AccessMatrix.Own"/> fills: what names nothing.</summary>
    private static string Filled(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "0",
        _ => "~",
    }));
}
