using System.Globalization;
using Leap.Locales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Leap.Web.Localization;

public static class LocalizationSetup
{
    /// <summary>Registers the languages, the request's <see cref="Locale"/>, and the texts of forms' faults.</summary>
    public static IServiceCollection AddLeapLocalization(this IServiceCollection services)
    {
        services.AddLocales();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context
            ? RequestLanguage.Of(context, provider.GetRequiredService<Languages>())
            : provider.GetRequiredService<Languages>().Programme);
        services.AddSingleton<CurrentLocale>();
        services.AddSingleton<IStringLocalizerFactory>(p => new TextLocalizerFactory(() => p.GetRequiredService<CurrentLocale>().Value));
        services.AddSingleton<FormMessages>();
        services.AddSingleton<IConfigureOptions<MvcDataAnnotationsLocalizationOptions>>(p => p.GetRequiredService<FormMessages>());
        services.AddSingleton<IPostConfigureOptions<MvcOptions>>(p => p.GetRequiredService<FormMessages>());
        return services;
    }

    /// <summary>
    /// Adds `POST /language` and the headers that tell caches what a page depends on; leaves the ambient culture invariant for good.
    /// </summary>
    public static WebApplication UseLeapLocalization(this WebApplication app)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => TellCaches(context));
            return next(context);
        });
        app.MapPost("/language", SwitchLanguage.RunAsync).AllowAnonymous();
        return app;
    }

    private static Task TellCaches(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentLanguage = context.RequestServices.GetRequiredService<Locale>().Code;
            headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
        }

        return Task.CompletedTask;
    }
}
