using Leap.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Leap.Web.Hosting;

/// <summary>What comes in: from which proxy, for which host, by which scheme, how large and for how long.</summary>
public static class HostingSetup
{
    private const int BytesPerKilobyte = 1_024;

    public static IServiceCollection AddLeapHosting(this IServiceCollection services, LeapSettings settings)
    {
        var web = settings.Web;
        services.AddScoped<Nonce>();
        services.AddSingleton<CookieRules>();
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(p => p.GetRequiredService<CookieRules>());
        services.AddSingleton<IPostConfigureOptions<AntiforgeryOptions>>(p => p.GetRequiredService<CookieRules>());
        services.AddSingleton<IPostConfigureOptions<CookieTempDataProviderOptions>>(p => p.GetRequiredService<CookieRules>());
        services.AddSingleton<IPostConfigureOptions<RateLimiterOptions>, RequestRates>();
        services.PostConfigure<ForwardedHeadersOptions>(o => Believe(o, web));
        services.Configure<KestrelServerOptions>(o => Limit(o, web));
        services.Configure<FormOptions>(o =>
        {
            o.KeyLengthLimit = 512;
            o.ValueCountLimit = 1_024;
            o.ValueLengthLimit = 256 * BytesPerKilobyte;
            o.MultipartBodyLengthLimit = web.BodyKilobytes * BytesPerKilobyte;
        });
        services.AddRequestTimeouts(o => o.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(web.TimeoutSeconds),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        return services;
    }

    /// <summary>Before all else: who asks and how, as far as that can be believed; then cookies that keep to themselves.</summary>
    public static WebApplication UseLeapConnection(this WebApplication app)
    {
        var isHttps = app.Services.GetRequiredService<LeapSettings>().IsHttps;
        app.UseForwardedHeaders();
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            HttpOnly = HttpOnlyPolicy.Always,
            Secure = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest,
            MinimumSameSitePolicy = SameSiteMode.Unspecified,
        });
        return app;
    }

    /// <summary>Sends plain requests to the public https address, and refuses those for a host that is none of ours.</summary>
    public static WebApplication UseLeapAddress(this WebApplication app)
    {
        var door = new FrontDoor(app.Services.GetRequiredService<LeapSettings>());
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<FrontDoor>();
        app.Use(async (context, next) =>
        {
            if (!FrontDoor.IsHealth(context.Request) && door.Elsewhere(context.Request) is { } address)
            {
                door.WarnOfProxy(context, log);
                context.Response.StatusCode = FrontDoor.IsRead(context.Request)
                    ? StatusCodes.Status308PermanentRedirect
                    : StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = address;
                return;
            }

            if (IsFirstPass(context) && !FrontDoor.IsHealth(context.Request) && !door.Knows(context.Request.Host))
            {
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return;
            }

            await next(context);
        });
        return app;
    }

    /// <summary>
    /// Files of ours: those asked for with their version are kept for good, and no address but a file's own answers with one.
    /// </summary>
    public static WebApplication UseLeapFiles(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file =>
            {
                var (request, response) = (file.Context.Request, file.Context.Response);
                response.Headers.CacheControl = request.Query.ContainsKey("v")
                    ? "public, max-age=31536000, immutable"
                    : "public, max-age=3600";
                if (response.ContentType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || IsXml(type)))
                {
                    response.ContentType = type + "; charset=utf-8";
                }
            },
        });
        return app;

        static bool IsXml(string type) => type.EndsWith("+xml", StringComparison.Ordinal);
    }

    /// <summary>
    /// After routing: refuses methods that nothing here takes, and a body that says it is larger than its page takes, unread.
    /// </summary>
    public static WebApplication UseLeapLimits(this WebApplication app)
    {
        var most = app.Services.GetRequiredService<LeapSettings>().Web.BodyKilobytes * (long)BytesPerKilobyte;
        app.UseMiddleware<RefusedRequests>();
        app.UseRequestTimeouts();
        app.Use(async (context, next) =>
        {
            if (!IsFirstPass(context))
            {
                // The page that says what is wrong with a form must not read that form.
                context.Request.ContentType = null;
            }
            else if (RefusalOf(context, most) is { } status)
            {
                context.Response.StatusCode = status;
                return;
            }

            await next(context);
        });
        return app;
    }

    private static int? RefusalOf(HttpContext context, long most)
    {
        if (!FrontDoor.IsRead(context.Request) && !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return StatusCodes.Status405MethodNotAllowed;
        }

        // The letter zero: no database of ours takes it in a text, so that even looking for it would be a fault.
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            return StatusCodes.Status400BadRequest;
        }

        var own = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
        return context.Request.ContentLength > (own is null ? most : own.MaxRequestBodySize)
            ? StatusCodes.Status413PayloadTooLarge
            : null;
    }

    /// <summary>False while the answer to a refused or failed request is being made.</summary>
    internal static bool IsFirstPass(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Features.Get<IExceptionHandlerFeature>() is null;

    /// <summary>Without a trusted proxy nothing is believed, not even when the framework's own switch says so.</summary>
    private static void Believe(ForwardedHeadersOptions options, WebSettings web)
    {
        var trusted = web.TrustedNetworks;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        options.ForwardLimit = null;
        options.ForwardedHeaders = trusted.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
    }

    private static void Limit(KestrelServerOptions options, WebSettings web)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxRequestBodySize = web.BodyKilobytes * (long)BytesPerKilobyte;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * BytesPerKilobyte;
        limits.MaxRequestLineSize = 8 * BytesPerKilobyte;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        limits.MaxConcurrentConnections = web.Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
    }
}
